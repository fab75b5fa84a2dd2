import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that somebody wanted to see whole, and which those are. */
export class Captures0029 implements MigrationInterface {
  readonly name = 'Captures1700000000029';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Of api_key_id and request_id one is set.
    await queryRunner.query(`CREATE TABLE captures (
      id text COLLATE "C" PRIMARY KEY,
      account_id text NOT NULL,
      region text NOT NULL,
      rest_api_id text NOT NULL,
      stage_name text NOT NULL,
      api_key_id text,
      request_id text,
      until timestamptz NOT NULL,
      requests_max integer NOT NULL,
      body_bytes_max integer NOT NULL)`);
    await queryRunner.query('CREATE INDEX captures_owner ON captures (account_id, region, id)');
    await queryRunner.query('CREATE INDEX captures_until ON captures (until)');
    await queryRunner.query(`CREATE TABLE captured_requests (
      capture_id text COLLATE "C" NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
      number bigint GENERATED ALWAYS AS IDENTITY,
      request_id text NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (capture_id, number),
      UNIQUE (capture_id, request_id))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM outbox WHERE job_name = 'publish-capture'`);
    await queryRunner.query(`DELETE FROM published_documents WHERE kind = 'capture'`);
    await queryRunner.query('DROP TABLE captured_requests');
    await queryRunner.query('DROP TABLE captures');
  }
}
