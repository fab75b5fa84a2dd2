import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('credentials')
export class CredentialEntity {
  @PrimaryColumn({ name: 'access_key_id', type: 'text' }) accessKeyId!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  // Null for keys of the account's root.
  @Column({ name: 'user_id', type: 'text', nullable: true }) userId!: string | null;
  @Column({ name: 'secret_sealed', type: 'bytea' }) secretSealed!: Buffer;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'boolean', default: false }) disabled!: boolean;
  @Column({ type: 'boolean', default: false }) operator!: boolean;
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true }) lastUsedAt!: Date | null;
  @Column({ name: 'last_used_service', type: 'text', nullable: true }) lastUsedService!: string | null;
  @Column({ name: 'last_used_region', type: 'text', nullable: true }) lastUsedRegion!: string | null;
}
