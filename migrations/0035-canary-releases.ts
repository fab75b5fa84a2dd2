import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stages that were told to have a canary get one with this release, and not with whatever changes next.
 * Back again, they are published without.
 */
export class CanaryReleases0035 implements MigrationInterface {
  readonly name = 'CanaryReleases1700000000035';

  up(queryRunner: QueryRunner): Promise<void> {
    return publishAnew(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return publishAnew(queryRunner);
  }
}

async function publishAnew(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`INSERT INTO outbox (account_id, region, job_name, payload)
    SELECT account_id, region, 'publish-rest-api', jsonb_build_object('restApiId', id)
      FROM rest_apis WHERE id IN (SELECT rest_api_id FROM stages WHERE canary_settings IS NOT NULL)`);
}
