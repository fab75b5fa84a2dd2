import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ACM's certificates, with their private keys sealed. */
export class Certificates0030 implements MigrationInterface {
  readonly name = 'Certificates1700000000030';

  async up(queryRunner: QueryRunner): Promise<void> {
    // From when it is issued: certificate and chain (PEM), facts (what was read of the certificate) and
    // private_key_sealed (AES-256-GCM over the PEM text).
    await queryRunner.query(`CREATE TABLE certificates (
      id text COLLATE "C" PRIMARY KEY,
      account_id text NOT NULL,
      region text NOT NULL,
      type text NOT NULL,
      status text NOT NULL,
      domain_name text,
      subject_alternative_names text[] NOT NULL,
      key_algorithm text NOT NULL,
      certificate text,
      chain text,
      facts jsonb,
      private_key_sealed bytea,
      not_after timestamptz,
      created_at timestamptz NOT NULL,
      imported_at timestamptz,
      issued_at timestamptz,
      failure_reason text,
      options jsonb NOT NULL,
      tags jsonb NOT NULL)`);
    await queryRunner.query(
      'CREATE INDEX certificates_owner ON certificates (account_id, region, created_at, id)',
    );
    // Which domains use a certificate.
    await queryRunner.query(
      'CREATE INDEX domain_names_certificate ON domain_names (certificate_arn) WHERE certificate_arn IS NOT NULL',
    );
    await queryRunner.query(`CREATE INDEX domain_names_regional_certificate ON domain_names (regional_certificate_arn)
      WHERE regional_certificate_arn IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-certificate'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'certificate'`);
    await queryRunner.query('DROP INDEX domain_names_regional_certificate');
    await queryRunner.query('DROP INDEX domain_names_certificate');
    await queryRunner.query('DROP TABLE certificates');
  }
}
