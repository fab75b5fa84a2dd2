import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identities that the APIs of an account refuse until a time. */
export class DeniedIdentities0021 implements MigrationInterface {
  readonly name = 'DeniedIdentities1700000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    // type: jti, sub, principal or access-key.
    await queryRunner.query(`CREATE TABLE denied_identities (
      id text COLLATE "C" PRIMARY KEY,
      account_id text NOT NULL,
      type text NOT NULL,
      value text NOT NULL,
      until timestamptz NOT NULL)`);
    await queryRunner.query('CREATE INDEX denied_identities_account ON denied_identities (account_id, id)');
    await queryRunner.query('CREATE INDEX denied_identities_until ON denied_identities (until)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-denied-identity'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'denied-identity'`);
    await queryRunner.query('DROP TABLE denied_identities');
  }
}
