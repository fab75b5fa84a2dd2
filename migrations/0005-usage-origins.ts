import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where usage comes from and whose it is: what each gateway has reported per day, and who owns plans, those
 * included that are gone.
 */
export class UsageOrigins0005 implements MigrationInterface {
  readonly name = 'UsageOrigins1700000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE usage_by_sender (
      day date NOT NULL,
      gateway_id text NOT NULL,
      used bigint NOT NULL,
      PRIMARY KEY (day, gateway_id))`);
    // Usage outlives its plan and is billed to the plan's owner all the same.
    await queryRunner.query(`CREATE TABLE usage_plan_owners (
      usage_plan_id text COLLATE "C" PRIMARY KEY,
      account_id text NOT NULL,
      region text NOT NULL)`);
    await queryRunner.query(`INSERT INTO usage_plan_owners SELECT id, account_id, region FROM usage_plans`);
    await queryRunner.query(
      `CREATE INDEX usage_plan_owners_owner ON usage_plan_owners (account_id, region, usage_plan_id)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE usage_plan_owners');
    await queryRunner.query('DROP TABLE usage_by_sender');
  }
}
