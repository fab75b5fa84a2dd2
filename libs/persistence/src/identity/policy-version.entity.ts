import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('iam_policy_versions')
export class PolicyVersionEntity {
  @PrimaryColumn({ name: 'policy_id', type: 'text' }) policyId!: string;
  @PrimaryColumn({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) document!: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}
