import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The truststores of domains with mutual TLS, as they were read from S3. */
export class Truststores0037 implements MigrationInterface {
  readonly name = 'Truststores1700000000037';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE domain_names ADD COLUMN truststore text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE domain_names DROP COLUMN truststore');
  }
}
