import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

@Entity('api_keys')
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text', nullable: true }) name!: string | null;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'boolean' }) enabled!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'last_updated_at', type: 'timestamptz' }) lastUpdatedAt!: Date;
  // Given by Postgres; a bigint, so text.
  @Generated() @Column({ type: 'bigint', insert: false, update: false }) ordinal!: string;
  @Column({ name: 'customer_id', type: 'text', nullable: true }) customerId!: string | null;
  @Column({ name: 'stage_keys', type: 'text', array: true }) stageKeys!: string[];
  @Column({ type: 'jsonb' }) tags!: object;
  @Column({ name: 'value_sealed', type: 'bytea' }) valueSealed!: Buffer;
  @Column({ name: 'value_digest', type: 'text' }) valueDigest!: string;
}
