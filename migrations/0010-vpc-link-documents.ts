import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * VPC links become documents of the feed: those that are here are published. No deployment goes through one
 * yet.
 */
export class VpcLinkDocuments0010 implements MigrationInterface {
  readonly name = 'VpcLinkDocuments1700000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`INSERT INTO outbox (job_name, payload)
      SELECT 'publish-vpc-link', jsonb_build_object('vpcLinkId', id) FROM vpc_links WHERE deleting_since IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-vpc-link'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'vpc-link'`);
  }
}
