import type { Tag } from '#libs/identity';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('iam_policies')
export class ManagedPolicyEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) path!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;
  @Column({ name: 'default_version', type: 'integer' }) defaultVersion!: number;
  @Column({ name: 'last_version', type: 'integer' }) lastVersion!: number;
  @Column({ type: 'jsonb' }) tags!: Tag[];
}
