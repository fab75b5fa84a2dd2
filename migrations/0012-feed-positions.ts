import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks of publications, by which the feed knows the positions of its readers. */
export class FeedPositions0012 implements MigrationInterface {
  readonly name = 'FeedPositions1700000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE feed_positions (
      first_seq bigint PRIMARY KEY,
      mark text NOT NULL DEFAULT gen_random_uuid()::text,
      published_at timestamptz NOT NULL DEFAULT now())`);
    await queryRunner.query(
      `INSERT INTO feed_positions (first_seq) SELECT 1 WHERE EXISTS (SELECT 1 FROM published_documents)`,
    );
    // Deletions are looked for by age alone.
    await queryRunner.query(
      `CREATE INDEX published_documents_deleted ON published_documents (seq) WHERE body IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX published_documents_deleted');
    await queryRunner.query('DROP TABLE feed_positions');
  }
}
