import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('usage_plans')
export class UsagePlanEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'api_stages', type: 'jsonb' }) apiStages!: object;
  @Column({ type: 'jsonb', nullable: true }) throttle!: object | null;
  @Column({ type: 'jsonb', nullable: true }) quota!: object | null;
  @Column({ name: 'product_code', type: 'text', nullable: true }) productCode!: string | null;
  @Column({ type: 'jsonb' }) tags!: object;
  // Written by `markQuotaChanged`, and read in SQL.
  @Column({
    name: 'quota_changed_at',
    type: 'timestamptz',
    nullable: true,
    select: false,
    insert: false,
    update: false,
  })
  quotaChangedAt!: Date | null;
}
