import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often the results of a stage's authorizers were flushed. Only adds: the release before runs beside it.
 */
export class FlushesOfAuthorizers0020 implements MigrationInterface {
  readonly name = 'FlushesOfAuthorizers1700000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE stages ADD COLUMN authorizers_flushed integer NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE stages DROP COLUMN authorizers_flushed');
  }
}
