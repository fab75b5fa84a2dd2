import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a RestApi says of its callers' TLS. */
export class TlsPolicyOfApis0011 implements MigrationInterface {
  readonly name = 'TlsPolicyOfApis1700000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE rest_apis ADD security_policy text, ADD endpoint_access_mode text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE rest_apis DROP security_policy, DROP endpoint_access_mode');
  }
}
