import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('certificates')
export class CertificateEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) status!: string;
  @Column({ name: 'domain_name', type: 'text', nullable: true }) domainName!: string | null;
  @Column({ name: 'subject_alternative_names', type: 'text', array: true })
  subjectAlternativeNames!: string[];
  @Column({ name: 'key_algorithm', type: 'text' }) keyAlgorithm!: string;
  @Column({ type: 'text', nullable: true }) certificate!: string | null;
  @Column({ type: 'text', nullable: true }) chain!: string | null;
  @Column({ type: 'jsonb', nullable: true }) facts!: object | null;
  // Read by `findIssued` only.
  @Column({ name: 'private_key_sealed', type: 'bytea', nullable: true, select: false })
  privateKeySealed!: Buffer | null;
  @Column({ name: 'not_after', type: 'timestamptz', nullable: true }) notAfter!: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'imported_at', type: 'timestamptz', nullable: true }) importedAt!: Date | null;
  @Column({ name: 'issued_at', type: 'timestamptz', nullable: true }) issuedAt!: Date | null;
  @Column({ name: 'failure_reason', type: 'text', nullable: true }) failureReason!: string | null;
  @Column({ name: 'idempotency_token', type: 'text', nullable: true }) idempotencyToken!: string | null;
  @Column({ name: 'renew_at', type: 'timestamptz', nullable: true }) renewAt!: Date | null;
  @Column({ type: 'jsonb' }) options!: object;
  @Column({ type: 'jsonb' }) tags!: object;
}
