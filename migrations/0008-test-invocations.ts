import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Test invocations on their way to a gateway and back. */
export class TestInvocations0008 implements MigrationInterface {
  readonly name = 'TestInvocations1700000000008';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE test_invocations');
  }
}

const statements = [
  // Unlogged: a row lives for as long as the call that waits for it, and may hold tokens that no log of the
  // database should keep.
  `CREATE UNLOGGED TABLE test_invocations (
     id uuid PRIMARY KEY,
     invocation text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     claimed_by text COLLATE "C",
     abandoned boolean NOT NULL DEFAULT false,
     result text)`,
];
