import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gateways say of guarded canaries that they serve them no more, since they stop. */
export class LeavingGateways0034 implements MigrationInterface {
  readonly name = 'LeavingGateways1700000000034';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE canary_trial_reports ADD COLUMN has_left boolean NOT NULL DEFAULT false',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE canary_trial_reports DROP COLUMN has_left');
  }
}
