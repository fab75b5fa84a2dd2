import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose job each is. Those that are there get the owner of what they are about, known by itself or by what
 * was published of it.
 */
export class OwnersOfJobs0015 implements MigrationInterface {
  readonly name = 'OwnersOfJobs1700000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Null in rows that a control plane of the release before writes during the upgrade: those are shown to
    // nobody.
    await queryRunner.query('ALTER TABLE outbox ADD COLUMN account_id text, ADD COLUMN region text');
    for (const { job, table, subject, id } of subjects) {
      await queryRunner.query(
        `UPDATE outbox o SET account_id = e.account_id, region = e.region FROM ${table} e
          WHERE o.job_name = $1 AND e.id = o.payload ->> $2`,
        [job, id],
      );
      await queryRunner.query(
        `UPDATE outbox o SET account_id = d.body::jsonb ->> 'accountId', region = d.body::jsonb ->> 'region'
           FROM published_documents d
          WHERE o.job_name = $1 AND o.account_id IS NULL AND d.body IS NOT NULL
            AND d.subject = $3::text || '/' || (o.payload ->> $2)`,
        [job, id, subject],
      );
    }
    await queryRunner.query(
      `UPDATE outbox SET account_id = payload ->> 'accountId', region = payload ->> 'region'
        WHERE job_name = 'publish-account'`,
    );
    await queryRunner.query(
      `CREATE INDEX outbox_owner ON outbox (account_id, region, id) WHERE done_at IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX outbox_owner');
    await queryRunner.query('ALTER TABLE outbox DROP COLUMN account_id, DROP COLUMN region');
  }
}

const subjects = [
  { job: 'publish-rest-api', table: 'rest_apis', subject: 'restapi', id: 'restApiId' },
  { job: 'publish-api-key', table: 'api_keys', subject: 'apikey', id: 'keyId' },
  { job: 'publish-usage-plan', table: 'usage_plans', subject: 'usageplan', id: 'usagePlanId' },
  { job: 'publish-quota', table: 'usage_plans', subject: 'usageplan', id: 'usagePlanId' },
  {
    job: 'publish-client-certificate',
    table: 'client_certificates',
    subject: 'clientcertificate',
    id: 'clientCertificateId',
  },
  { job: 'publish-vpc-link', table: 'vpc_links', subject: 'vpclink', id: 'vpcLinkId' },
] as const;
