import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who moved which stage from which deployment to which. */
export class StageMoves0006 implements MigrationInterface {
  readonly name = 'StageMoves1700000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE stage_moves');
  }
}

const statements = [
  // Digests are kept beside the ids: deployments may be deleted, and what was served is to be known all the
  // same.
  `CREATE TABLE stage_moves (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     stage_name text COLLATE "C" NOT NULL,
     target text NOT NULL,
     operation text NOT NULL,
     account_id text NOT NULL,
     access_key_id text NOT NULL,
     moved_at timestamptz NOT NULL,
     from_deployment_id text COLLATE "C",
     from_digest text,
     to_deployment_id text COLLATE "C",
     to_digest text)`,
  `CREATE INDEX stage_moves_stage ON stage_moves (rest_api_id, stage_name, id DESC)`,
];
