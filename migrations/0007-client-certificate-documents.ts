import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Client certificates become documents of the feed: those that are here are published, and the stages that
 * show one are published again.
 */
export class ClientCertificateDocuments0007 implements MigrationInterface {
  readonly name = 'ClientCertificateDocuments1700000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    // In this order: a gateway that learns of the stage first waits for the certificate, but need not.
    await queryRunner.query(`INSERT INTO outbox (job_name, payload)
      SELECT 'publish-client-certificate', jsonb_build_object('clientCertificateId', id) FROM client_certificates`);
    await queryRunner.query(`INSERT INTO outbox (job_name, payload)
      SELECT DISTINCT 'publish-rest-api', jsonb_build_object('restApiId', rest_api_id)
        FROM stages WHERE client_certificate_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-client-certificate'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'client-certificate'`);
  }
}
