import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('credentials')
export class CredentialEntity {
  @PrimaryColumn({ name: 'access_key_id', type: 'text' }) accessKeyId!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ name: 'secret_sealed', type: 'bytea' }) secretSealed!: Buffer;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false })
  createdAt!: Date;
  @Column({ type: 'boolean', default: false }) disabled!: boolean;
  @Column({ type: 'boolean', default: false }) operator!: boolean;
}
