import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('domain_names')
export class DomainNameEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ name: 'domain_name', type: 'text' }) domainName!: string;
  @Column({ type: 'boolean' }) private!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'endpoint_configuration', type: 'jsonb' }) endpointConfiguration!: object;
  @Column({ name: 'certificate_name', type: 'text', nullable: true }) certificateName!: string | null;
  @Column({ name: 'certificate_arn', type: 'text', nullable: true }) certificateArn!: string | null;
  @Column({ name: 'regional_certificate_name', type: 'text', nullable: true }) regionalCertificateName!:
    string | null;
  @Column({ name: 'regional_certificate_arn', type: 'text', nullable: true }) regionalCertificateArn!:
    string | null;
  @Column({ name: 'certificate_uploaded_at', type: 'timestamptz' }) certificateUploadedAt!: Date;
  // Read by `certificateOf` only.
  @Column({ name: 'certificate_sealed', type: 'bytea', nullable: true, select: false })
  certificateSealed!: Buffer | null;
  // PEM, up to a megabyte; read by `truststoreOf` only.
  @Column({ type: 'text', nullable: true, select: false }) truststore!: string | null;
  @Column({ type: 'bytea', nullable: true, select: false }) revocations!: Buffer | null;
  @Column({ name: 'revocations_until', type: 'timestamptz', nullable: true, select: false })
  revocationsUntil!: Date | null;
  @Column({ name: 'security_policy', type: 'text' }) securityPolicy!: string;
  @Column({ name: 'endpoint_access_mode', type: 'text', nullable: true }) endpointAccessMode!: string | null;
  @Column({ name: 'mutual_tls_authentication', type: 'jsonb', nullable: true }) mutualTlsAuthentication!:
    object | null;
  @Column({ name: 'ownership_verification_certificate_arn', type: 'text', nullable: true })
  ownershipVerificationCertificateArn!: string | null;
  @Column({ type: 'text', nullable: true }) policy!: string | null;
  @Column({ name: 'routing_mode', type: 'text' }) routingMode!: string;
  @Column({ type: 'jsonb' }) tags!: object;
}
