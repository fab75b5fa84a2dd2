import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What guarded canaries and their bases have served, and what guards have decided. */
export class CanaryTrials0033 implements MigrationInterface {
  readonly name = 'CanaryTrials1700000000033';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE canary_trials (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      rest_api_id text NOT NULL,
      stage_name text NOT NULL,
      settings jsonb NOT NULL,
      started_at timestamptz,
      UNIQUE (rest_api_id, stage_name),
      FOREIGN KEY (rest_api_id, stage_name) REFERENCES stages (rest_api_id, stage_name) ON DELETE CASCADE)`);
    await queryRunner.query(`CREATE TABLE canary_trial_figures (
      trial_id bigint NOT NULL REFERENCES canary_trials (id) ON DELETE CASCADE,
      side text NOT NULL,
      requests bigint NOT NULL,
      client_errors bigint NOT NULL,
      server_errors bigint NOT NULL,
      latencies bytea NOT NULL,
      PRIMARY KEY (trial_id, side))`);
    await queryRunner.query(`CREATE TABLE canary_trial_reports (
      trial_id bigint NOT NULL REFERENCES canary_trials (id) ON DELETE CASCADE,
      gateway_id text COLLATE "C" NOT NULL,
      reported_up_to timestamptz NOT NULL,
      PRIMARY KEY (trial_id, gateway_id))`);
    await queryRunner.query('ALTER TABLE stage_moves ADD COLUMN guard jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE stage_moves DROP COLUMN guard');
    await queryRunner.query('DROP TABLE canary_trial_reports, canary_trial_figures, canary_trials');
  }
}
