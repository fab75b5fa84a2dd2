import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('iam_inline_policies')
export class InlinePolicyEntity {
  @PrimaryColumn({ name: 'principal_id', type: 'text' }) principalId!: string;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) document!: string;
}
