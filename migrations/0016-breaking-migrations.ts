import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names of migrations after which releases that do not know them cannot work any more. A migration that takes
 * away or changes what the release before it uses inserts its own name here; one that only adds does not, so
 * that both releases run side by side in an upgrade.
 */
export class BreakingMigrations0016 implements MigrationInterface {
  readonly name = 'BreakingMigrations1700000000016';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE breaking_migrations (name text PRIMARY KEY)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE breaking_migrations');
  }
}
