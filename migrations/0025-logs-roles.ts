import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that have settings get the role for logs that new ones have. */
export class LogsRoles0025 implements MigrationInterface {
  readonly name = 'LogsRoles1700000000025';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE accounts
      SET cloudwatch_role_arn = 'arn:aws:iam::' || account_id || ':role/tollgate-logs'
      WHERE cloudwatch_role_arn IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE accounts SET cloudwatch_role_arn = NULL
      WHERE cloudwatch_role_arn = 'arn:aws:iam::' || account_id || ':role/tollgate-logs'`);
  }
}
