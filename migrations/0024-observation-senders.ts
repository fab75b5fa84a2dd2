import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far what happened was taken of each sender, per kind. */
export class ObservationSenders0024 implements MigrationInterface {
  readonly name = 'ObservationSenders1700000000024';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Rows are changed with every block; with room left in its page a row stays where its index entry points.
    await queryRunner.query(`CREATE TABLE observation_senders (
      sender_id text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      gateway_id text NOT NULL,
      last_sequence bigint NOT NULL,
      taken bigint NOT NULL DEFAULT 0,
      refused bigint NOT NULL DEFAULT 0,
      missing bigint NOT NULL DEFAULT 0,
      last_seen_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (sender_id, kind)) WITH (fillfactor = 50)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE observation_senders');
  }
}
