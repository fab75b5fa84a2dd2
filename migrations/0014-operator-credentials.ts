import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which credentials are the operator's, who may see and do what goes beyond one account: the installation's
 * first one.
 */
export class OperatorCredentials0014 implements MigrationInterface {
  readonly name = 'OperatorCredentials1700000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE credentials ADD COLUMN operator boolean NOT NULL DEFAULT false');
    await queryRunner.query(`UPDATE credentials SET operator = true WHERE access_key_id =
      (SELECT access_key_id FROM credentials ORDER BY created_at, access_key_id LIMIT 1)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE credentials DROP COLUMN operator');
  }
}
