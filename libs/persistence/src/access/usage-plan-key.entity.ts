import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

@Entity('usage_plan_keys')
export class UsagePlanKeyEntity {
  @PrimaryColumn({ name: 'usage_plan_id', type: 'text' }) usagePlanId!: string;
  @PrimaryColumn({ name: 'key_id', type: 'text' }) keyId!: string;
  // Given by Postgres; a bigint, so text.
  @Generated() @Column({ type: 'bigint', insert: false, update: false }) ordinal!: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', select: false })
  createdAt!: Date;
}
