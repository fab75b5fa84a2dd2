import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What gateways count and measure, by metric and period. */
export class MetricData0022 implements MigrationInterface {
  readonly name = 'MetricData1700000000022';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const data = ['metric_minutes', 'metric_five_minutes', 'metric_hours'];

const up = [
  // dimensions: a JSON object with sorted names, one text for one set. last_at: of the latest data, to within
  // ten minutes.
  `CREATE TABLE metric_series (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     namespace text COLLATE "C" NOT NULL,
     name text COLLATE "C" NOT NULL,
     dimensions text COLLATE "C" NOT NULL,
     unit text NOT NULL,
     last_at timestamptz NOT NULL,
     UNIQUE (account_id, region, namespace, name, dimensions))`,

  // at: when the period begins. sketch: how values are spread; null where they are 0 or 1. Rows of the
  // present minute change every few seconds and no index with them: with room in its page, a row stays where
  // its index entry points.
  ...data.flatMap((table) => [
    `CREATE TABLE ${table} (
       series_id bigint NOT NULL,
       at timestamptz NOT NULL,
       count bigint NOT NULL,
       sum double precision NOT NULL,
       min double precision NOT NULL,
       max double precision NOT NULL,
       sketch bytea,
       PRIMARY KEY (series_id, at)) PARTITION BY RANGE (at)`,
    // Takes what no partition is made for yet.
    `CREATE TABLE ${table}_default PARTITION OF ${table} DEFAULT WITH (fillfactor = 70)`,
  ]),

  // Hours of which metric_five_minutes and metric_hours do not say what metric_minutes says.
  `CREATE TABLE metric_roll_ups_due (
     hour timestamptz NOT NULL,
     series_id bigint NOT NULL,
     PRIMARY KEY (series_id, hour))`,
  `CREATE INDEX metric_roll_ups_due_hour ON metric_roll_ups_due (hour)`,
];

const down = [
  'DROP TABLE metric_roll_ups_due',
  ...data.map((table) => `DROP TABLE ${table}`),
  'DROP TABLE metric_series',
];
