import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What of a stage's cache is still good. Only adds: the release before runs beside it. Stages that were told
 * to have a cache get one now, and say that it is being made until gateways have it.
 */
export class ResponseCaches0031 implements MigrationInterface {
  readonly name = 'ResponseCaches1700000000031';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE stages
      ADD COLUMN cache_epoch bigint NOT NULL DEFAULT 0,
      ADD COLUMN flushed_cache_namespaces jsonb NOT NULL DEFAULT '{}'`);
    await queryRunner.query(`UPDATE stages SET cache_epoch = floor(extract(epoch FROM created_at) * 1000)`);
    await queryRunner.query(
      `UPDATE stages SET cache_cluster_status = 'CREATE_IN_PROGRESS' WHERE cache_cluster_enabled`,
    );
    await queryRunner.query(`INSERT INTO outbox (account_id, region, job_name, payload)
      SELECT account_id, region, 'publish-rest-api', jsonb_build_object('restApiId', id)
        FROM rest_apis WHERE id IN (SELECT rest_api_id FROM stages WHERE cache_cluster_enabled)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `UPDATE stages SET cache_cluster_status = CASE WHEN cache_cluster_enabled THEN 'AVAILABLE' ELSE 'NOT_AVAILABLE' END`,
    );
    await queryRunner.query(
      'ALTER TABLE stages DROP COLUMN cache_epoch, DROP COLUMN flushed_cache_namespaces',
    );
  }
}
