import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Domain names become documents of the feed: those that are here are published. Mappings get the id that the
 * newer API names them by, and routing rules their table.
 */
export class DomainDocuments0032 implements MigrationInterface {
  readonly name = 'DomainDocuments1700000000032';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The default is for a control plane of the release before, which writes rows during the upgrade.
    await queryRunner.query(`ALTER TABLE base_path_mappings
      ADD COLUMN id text COLLATE "C" NOT NULL DEFAULT substr(md5(random()::text || clock_timestamp()::text), 1, 10)`);
    await queryRunner.query(
      'CREATE UNIQUE INDEX base_path_mappings_id ON base_path_mappings (domain_id, id)',
    );
    await queryRunner.query(`CREATE TABLE routing_rules (
      domain_id text COLLATE "C" NOT NULL REFERENCES domain_names ON DELETE CASCADE,
      id text COLLATE "C" NOT NULL,
      priority integer NOT NULL,
      conditions jsonb NOT NULL,
      rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis,
      stage text NOT NULL,
      strip_base_path boolean NOT NULL,
      PRIMARY KEY (domain_id, id),
      UNIQUE (domain_id, priority))`);
    await queryRunner.query('CREATE INDEX routing_rules_rest_api ON routing_rules (rest_api_id)');
    await queryRunner.query(`INSERT INTO outbox (job_name, payload, account_id, region)
      SELECT 'publish-domain-name', jsonb_build_object('domainId', id), account_id, region FROM domain_names`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-domain-name'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'domain'`);
    await queryRunner.query('DROP TABLE routing_rules');
    await queryRunner.query(`DELETE FROM base_path_mappings WHERE base_path LIKE '%/%'`);
    await queryRunner.query('ALTER TABLE base_path_mappings DROP COLUMN id');
  }
}
