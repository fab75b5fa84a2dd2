import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which certificates of callers were revoked, as lists at S3 said it, and until when these were of date. */
export class Revocations0040 implements MigrationInterface {
  readonly name = 'Revocations1700000000040';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE domain_names
      ADD COLUMN revocations bytea,
      ADD COLUMN revocations_until timestamptz`);
    // What the worker looks for again and again.
    await queryRunner.query(`CREATE INDEX domain_names_with_truststore ON domain_names (id)
      WHERE truststore IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX domain_names_with_truststore');
    await queryRunner.query(
      'ALTER TABLE domain_names DROP COLUMN revocations_until, DROP COLUMN revocations',
    );
  }
}
