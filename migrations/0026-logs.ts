import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Log groups, their streams, and what was logged. */
export class Logs0026 implements MigrationInterface {
  readonly name = 'Logs1700000000026';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['log_losses', 'log_blocks', 'log_groups_to_clear', 'log_streams', 'log_groups'])
      await queryRunner.query(`DROP TABLE ${table}`);
  }
}

// Times are milliseconds since the epoch, as they are in the events.
const up = [
  `CREATE TABLE log_groups (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text COLLATE "C" NOT NULL,
     created_at_ms bigint NOT NULL,
     retention_days integer,
     stored_bytes bigint NOT NULL DEFAULT 0,
     tags jsonb NOT NULL DEFAULT '{}',
     UNIQUE (account_id, region, name))`,

  // Changed with every block that has events of the stream: with room in its page, a row stays where its
  // index entries point.
  `CREATE TABLE log_streams (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     group_id bigint NOT NULL REFERENCES log_groups ON DELETE CASCADE,
     name text COLLATE "C" NOT NULL,
     created_at_ms bigint NOT NULL,
     first_event_ms bigint,
     last_event_ms bigint,
     last_ingestion_ms bigint,
     UNIQUE (group_id, name)) WITH (fillfactor = 50)`,

  // A block is of one group and one hour (UTC). stream_ids: of the sections of its body, in their order. No
  // reference to the group: removing one would wait for all its blocks.
  `CREATE TABLE log_blocks (
     id bigint NOT NULL,
     group_id bigint NOT NULL,
     first_ms bigint NOT NULL,
     last_ms bigint NOT NULL,
     ingested_ms bigint NOT NULL,
     events integer NOT NULL,
     stream_ids bigint[] NOT NULL,
     body bytea NOT NULL) PARTITION BY RANGE (last_ms)`,
  `CREATE SEQUENCE log_block_ids OWNED BY log_blocks.id`,
  `ALTER TABLE log_blocks ALTER COLUMN id SET DEFAULT nextval('log_block_ids')`,
  // Compressed already.
  `ALTER TABLE log_blocks ALTER COLUMN body SET STORAGE EXTERNAL`,
  `CREATE INDEX log_blocks_first ON log_blocks (group_id, first_ms, id)`,
  `CREATE INDEX log_blocks_last ON log_blocks (group_id, last_ms, id)`,
  // Takes what no partition is made for yet.
  `CREATE TABLE log_blocks_default PARTITION OF log_blocks DEFAULT`,

  // Removed groups of which blocks may be there.
  `CREATE TABLE log_groups_to_clear (group_id bigint PRIMARY KEY)`,

  `CREATE TABLE log_losses (
     reason text PRIMARY KEY,
     events bigint NOT NULL,
     last_at timestamptz NOT NULL DEFAULT now())`,
];
