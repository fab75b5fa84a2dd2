import type { PrincipalKind, Tag } from '#libs/identity';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('iam_principals')
export class PrincipalEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) kind!: PrincipalKind;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) path!: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  // The next three are null for users.
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'trust_policy', type: 'text', nullable: true }) trustPolicy!: string | null;
  @Column({ name: 'max_session_seconds', type: 'integer', nullable: true }) maxSessionSeconds!: number | null;
  @Column({ type: 'jsonb' }) tags!: Tag[];
}
