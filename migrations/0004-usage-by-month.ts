import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Usage in partitions by month, so that forgetting an old month is dropping a table; usage per hour; quotas
 * that outlive a change of their period.
 */
export class UsageByMonth0004 implements MigrationInterface {
  readonly name = 'UsageByMonth1700000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

// The default partition takes what no month is made for yet: gateways name days by their own clocks.
const up = [
  `ALTER TABLE usage_daily RENAME TO usage_daily_before`,
  `ALTER INDEX usage_daily_pkey RENAME TO usage_daily_before_pkey`,
  `CREATE TABLE usage_daily (
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     day date NOT NULL,
     used bigint NOT NULL,
     remaining bigint,
     PRIMARY KEY (usage_plan_id, day, key_id)) PARTITION BY RANGE (day)`,
  `CREATE TABLE usage_daily_default PARTITION OF usage_daily DEFAULT`,
  `INSERT INTO usage_daily SELECT * FROM usage_daily_before`,
  `DROP TABLE usage_daily_before`,

  `CREATE TABLE usage_hourly (
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     day date NOT NULL,
     hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
     used bigint NOT NULL,
     PRIMARY KEY (usage_plan_id, day, key_id, hour)) PARTITION BY RANGE (day)`,
  `CREATE TABLE usage_hourly_default PARTITION OF usage_hourly DEFAULT`,

  // period_end: exclusive. counted_at: when \`used\` was last taken from the days; older than the plan's
  // quota_changed_at = to be taken anew.
  `ALTER TABLE quota_states ADD COLUMN period_end date, ADD COLUMN counted_at timestamptz NOT NULL DEFAULT clock_timestamp()`,
  `ALTER TABLE usage_plans ADD COLUMN quota_changed_at timestamptz`,
];

const down = [
  `ALTER TABLE usage_plans DROP COLUMN quota_changed_at`,
  `ALTER TABLE quota_states DROP COLUMN period_end, DROP COLUMN counted_at`,
  `DROP TABLE usage_hourly`,
  `ALTER TABLE usage_daily RENAME TO usage_daily_by_month`,
  `ALTER INDEX usage_daily_pkey RENAME TO usage_daily_by_month_pkey`,
  `CREATE TABLE usage_daily (LIKE usage_daily_by_month INCLUDING ALL)`,
  `INSERT INTO usage_daily SELECT * FROM usage_daily_by_month`,
  `DROP TABLE usage_daily_by_month`,
];
