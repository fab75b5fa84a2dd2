import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links to the console that sign in once, under hashes of their tokens. */
export class SignInLinks0041 implements MigrationInterface {
  readonly name = 'SignInLinks1700000000041';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE sign_in_links (
      token_hash bytea PRIMARY KEY,
      access_key_id text NOT NULL,
      principal_id text NOT NULL,
      region text NOT NULL,
      expires_at timestamptz NOT NULL)`);
    await queryRunner.query('CREATE INDEX sign_in_links_principal ON sign_in_links (principal_id)');
    await queryRunner.query('CREATE INDEX sign_in_links_expires ON sign_in_links (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sign_in_links');
  }
}
