import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alarms on metrics, what became of them, and notifications that are on their way. */
export class Alarms0028 implements MigrationInterface {
  readonly name = 'Alarms1700000000028';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'notify-of-alarm'`);
    for (const table of ['alarm_notifications', 'alarm_history', 'alarms']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

const up = [
  // evaluated_at: the minute up to whose beginning it was evaluated.
  `CREATE TABLE alarms (
     account_id text NOT NULL,
     region text NOT NULL,
     name text COLLATE "C" NOT NULL,
     definition jsonb NOT NULL,
     tags jsonb NOT NULL,
     state text NOT NULL,
     state_reason text NOT NULL,
     state_reason_data text,
     state_updated_at timestamptz NOT NULL,
     state_transitioned_at timestamptz NOT NULL,
     configuration_updated_at timestamptz NOT NULL,
     evaluated_at timestamptz NOT NULL,
     PRIMARY KEY (account_id, region, name))`,
  `CREATE INDEX alarms_evaluated_at ON alarms (evaluated_at)`,

  `CREATE TABLE alarm_history (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     alarm_name text COLLATE "C" NOT NULL,
     at timestamptz NOT NULL,
     type text NOT NULL,
     summary text NOT NULL,
     data text NOT NULL)`,
  `CREATE INDEX alarm_history_owner ON alarm_history (account_id, region, at, id)`,
  `CREATE INDEX alarm_history_at ON alarm_history (at)`,

  // target: the ARN of a topic.
  `CREATE TABLE alarm_notifications (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     alarm_name text NOT NULL,
     target text NOT NULL,
     subject text NOT NULL,
     message text NOT NULL,
     created_at timestamptz NOT NULL)`,
];
