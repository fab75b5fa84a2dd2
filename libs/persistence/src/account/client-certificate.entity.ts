import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('client_certificates')
export class ClientCertificateEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'pem_encoded_certificate', type: 'text' }) pemEncodedCertificate!: string;
  // Read by `findAnywhere` only.
  @Column({ name: 'private_key_sealed', type: 'bytea', select: false }) privateKeySealed!: Buffer;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt!: Date;
  @Column({ type: 'jsonb' }) tags!: object;
}
