import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates that an authority issues: what is asked for, and what is asked back. */
export class CertificateOrders0036 implements MigrationInterface {
  readonly name = 'CertificateOrders1700000000036';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE certificates ADD idempotency_token text, ADD renew_at timestamptz');
    await queryRunner.query(
      'CREATE INDEX certificates_renew_at ON certificates (renew_at) WHERE renew_at IS NOT NULL',
    );

    // The account at an authority, and which process speaks for it at the moment: one at a time.
    await queryRunner.query(`CREATE TABLE acme_accounts (
      directory_url text PRIMARY KEY,
      key_sealed bytea NOT NULL,
      holder text NOT NULL,
      held_until timestamptz NOT NULL)`);

    // One per certificate that is to be issued, or renewed. order_url: where the authority has it; null
    // before.
    await queryRunner.query(`CREATE TABLE certificate_orders (
      certificate_id text COLLATE "C" PRIMARY KEY REFERENCES certificates ON DELETE CASCADE,
      names text[] NOT NULL,
      is_renewal boolean NOT NULL,
      private_key_sealed bytea,
      request bytea,
      order_url text,
      attempts integer NOT NULL,
      began_at timestamptz NOT NULL,
      next_at timestamptz NOT NULL)`);
    await queryRunner.query('CREATE INDEX certificate_orders_next ON certificate_orders (next_at)');

    await queryRunner.query(`CREATE TABLE acme_challenges (
      token text COLLATE "C" PRIMARY KEY,
      certificate_id text COLLATE "C" NOT NULL REFERENCES certificates ON DELETE CASCADE,
      domain_name text NOT NULL,
      key_authorization text NOT NULL,
      until timestamptz NOT NULL)`);
    await queryRunner.query('CREATE INDEX acme_challenges_certificate ON acme_challenges (certificate_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'acme-challenge'`);
    await queryRunner.query('DROP TABLE acme_challenges');
    await queryRunner.query('DROP TABLE certificate_orders');
    await queryRunner.query('DROP TABLE acme_accounts');
    await queryRunner.query(`DELETE FROM certificates WHERE type = 'AMAZON_ISSUED'`);
    await queryRunner.query('ALTER TABLE certificates DROP renew_at, DROP idempotency_token');
  }
}
