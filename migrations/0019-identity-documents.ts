import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signs calls becomes documents of the feed: those who are here are published. */
export class IdentityDocuments0019 implements MigrationInterface {
  readonly name = 'IdentityDocuments1700000000019';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`INSERT INTO outbox (account_id, region, job_name, payload)
      SELECT account_id, 'us-east-1', 'publish-principal', jsonb_build_object('principalId', id)
        FROM iam_principals`);
    await queryRunner.query(`INSERT INTO outbox (account_id, region, job_name, payload)
      SELECT account_id, 'us-east-1', 'publish-access-key', jsonb_build_object('accessKeyId', access_key_id)
        FROM credentials WHERE NOT disabled`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DELETE FROM outbox WHERE job_name IN ('publish-principal', 'publish-access-key')`,
    );
    await queryRunner.query(`DELETE FROM published_documents WHERE kind IN ('principal', 'access-key')`);
  }
}
