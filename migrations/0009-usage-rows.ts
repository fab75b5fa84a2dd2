import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fewer rows for an exchange to write: the hours of a day lie in the day's row, and what each gateway holds
 * of a quota in the quota's. Both had a table with a row of its own per key.
 */
export class UsageRows0009 implements MigrationInterface {
  readonly name = 'UsageRows1700000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  // hours: the subscript is the hour, 0 to 23; as long as from the first hour with use to the last. Null: no
  // longer kept.
  `ALTER TABLE usage_daily ADD COLUMN hours bigint[]`,
  `UPDATE usage_daily d SET hours = ('[0:23]=' || h.hours::text)::bigint[]
     FROM (SELECT k.usage_plan_id, k.day, k.key_id, array_agg(u.used ORDER BY s.hour) AS hours
             FROM (SELECT DISTINCT usage_plan_id, day, key_id FROM usage_hourly) AS k
             CROSS JOIN generate_series(0, 23) AS s (hour)
             LEFT JOIN usage_hourly u ON (u.usage_plan_id, u.day, u.key_id, u.hour) = (k.usage_plan_id, k.day, k.key_id, s.hour)
            GROUP BY 1, 2, 3) AS h
    WHERE (d.usage_plan_id, d.day, d.key_id) = (h.usage_plan_id, h.day, h.key_id)`,
  `DROP TABLE usage_hourly`,

  // number: names the sender in quota_states.leases, where its id would be most of the row.
  `ALTER TABLE metering_senders ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY UNIQUE`,
  // Kept to be given again as it is, never looked into.
  `ALTER TABLE metering_senders ALTER COLUMN last_answer TYPE text`,

  // leases: permits on lease by the number of the sender that holds them, those at 0 left out; held is their
  // sum.
  `ALTER TABLE quota_states ADD COLUMN leases jsonb NOT NULL DEFAULT '{}'`,
  `UPDATE quota_states q SET leases = l.leases
     FROM (SELECT l.usage_plan_id, l.key_id, l.period_start, jsonb_object_agg(s.number::text, l.held) AS leases
             FROM quota_leases l JOIN metering_senders s USING (gateway_id) GROUP BY 1, 2, 3) AS l
    WHERE (q.usage_plan_id, q.key_id, q.period_start) = (l.usage_plan_id, l.key_id, l.period_start)`,
  `DROP TABLE quota_leases`,
  // Every exchange changes these rows and no column with an index: with room left in its page, a row stays
  // where its index entry points.
  `ALTER TABLE quota_states SET (fillfactor = 60)`,
];

const down = [
  `ALTER TABLE quota_states RESET (fillfactor)`,
  `CREATE TABLE quota_leases (
     gateway_id text NOT NULL,
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     period_start date NOT NULL,
     held bigint NOT NULL CHECK (held >= 0),
     PRIMARY KEY (gateway_id, usage_plan_id, key_id, period_start))`,
  `CREATE INDEX quota_leases_quota ON quota_leases (usage_plan_id, key_id, period_start)`,
  `INSERT INTO quota_leases
   SELECT s.gateway_id, q.usage_plan_id, q.key_id, q.period_start, l.held::bigint
     FROM quota_states q CROSS JOIN LATERAL jsonb_each_text(q.leases) AS l (number, held)
     JOIN metering_senders s ON s.number = l.number::integer`,
  `ALTER TABLE quota_states DROP COLUMN leases`,
  `ALTER TABLE metering_senders DROP COLUMN number`,
  `ALTER TABLE metering_senders ALTER COLUMN last_answer TYPE jsonb USING last_answer::jsonb`,
  `CREATE TABLE usage_hourly (
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     day date NOT NULL,
     hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
     used bigint NOT NULL,
     PRIMARY KEY (usage_plan_id, day, key_id, hour)) PARTITION BY RANGE (day)`,
  `CREATE TABLE usage_hourly_default PARTITION OF usage_hourly DEFAULT`,
  `INSERT INTO usage_hourly
   SELECT d.usage_plan_id, d.key_id, d.day, h.hour, d.hours[h.hour]
     FROM usage_daily d CROSS JOIN LATERAL generate_subscripts(d.hours, 1) AS h (hour) WHERE d.hours[h.hour] IS NOT NULL`,
  `ALTER TABLE usage_daily DROP COLUMN hours`,
];
