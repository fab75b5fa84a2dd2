import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What management calls leave behind, and the chain that it is linked by. */
export class Audit0023 implements MigrationInterface {
  readonly name = 'Audit1700000000023';

  async up(queryRunner: QueryRunner): Promise<void> {
    // An event is never changed: its place in the chain, which it gets a moment later, is a row of its own.
    // event: canonical JSON, from which all else here is taken, to find it by. event_time: whole seconds, as
    // events say it.
    await queryRunner.query(`CREATE TABLE audit_events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      event_id uuid NOT NULL UNIQUE,
      account_id text COLLATE "C" NOT NULL,
      region text COLLATE "C" NOT NULL,
      event_time timestamptz NOT NULL,
      event_name text COLLATE "C" NOT NULL,
      event_source text COLLATE "C" NOT NULL,
      user_name text COLLATE "C" NOT NULL,
      access_key_id text COLLATE "C" NOT NULL,
      read_only boolean NOT NULL,
      event text NOT NULL)`);
    // LookupEvents: by one attribute or none, newest first.
    const order = 'event_time DESC, id DESC';
    const found = ['', 'event_name', 'event_source', 'user_name', 'access_key_id', 'read_only'];
    for (const column of found)
      await queryRunner.query(
        `CREATE INDEX audit_events_by_${column || 'time'}
           ON audit_events (account_id, region, ${column && `${column}, `}${order})`,
      );
    await queryRunner.query(`CREATE TABLE audit_event_entities (
      event_row bigint NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      region text COLLATE "C" NOT NULL,
      type text COLLATE "C" NOT NULL,
      name text COLLATE "C" NOT NULL,
      event_time timestamptz NOT NULL,
      PRIMARY KEY (event_row, type, name))`);
    for (const column of ['type', 'name'])
      await queryRunner.query(
        `CREATE INDEX audit_event_entities_by_${column}
           ON audit_event_entities (account_id, region, ${column}, event_time DESC, event_row DESC)`,
      );
    // Events that have no place in the chain yet.
    await queryRunner.query(`CREATE TABLE audit_unlinked (
      account_id text COLLATE "C" NOT NULL,
      event_row bigint NOT NULL,
      PRIMARY KEY (account_id, event_row))`);
    // The end of each account's chain. hash: SHA-256, lower-case hex, as everywhere in the chain.
    await queryRunner.query(`CREATE TABLE audit_chains (
      account_id text COLLATE "C" PRIMARY KEY,
      sequence bigint NOT NULL,
      hash text COLLATE "C" NOT NULL,
      published_sequence bigint NOT NULL DEFAULT 0,
      published_at timestamptz NOT NULL DEFAULT '-infinity')`);
    await queryRunner.query(`CREATE TABLE audit_links (
      account_id text COLLATE "C" NOT NULL,
      sequence bigint NOT NULL,
      event_row bigint NOT NULL UNIQUE,
      previous_hash text COLLATE "C" NOT NULL,
      hash text COLLATE "C" NOT NULL,
      linked_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, sequence))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE audit_links, audit_chains, audit_unlinked, audit_event_entities, audit_events',
    );
  }
}
