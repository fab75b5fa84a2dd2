import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How single requests went, for who asks by their ids. */
export class Explanations0027 implements MigrationInterface {
  readonly name = 'Explanations1700000000027';

  async up(queryRunner: QueryRunner): Promise<void> {
    // In the order in which they came. account_id: null where the request found no stage.
    await queryRunner.query(`CREATE TABLE explanations (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      request_id text COLLATE "C" NOT NULL,
      extended_request_id text COLLATE "C" NOT NULL,
      account_id text,
      taken_at timestamptz NOT NULL,
      explanation json NOT NULL)`);
    await queryRunner.query('CREATE INDEX explanations_request ON explanations (request_id)');
    await queryRunner.query('CREATE INDEX explanations_extended ON explanations (extended_request_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE explanations');
  }
}
