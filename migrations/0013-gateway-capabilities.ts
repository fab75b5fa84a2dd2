import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each gateway can serve, and how many documents it refuses beside those that it lists. */
export class GatewayCapabilities0013 implements MigrationInterface {
  readonly name = 'GatewayCapabilities1700000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE gateways ADD COLUMN capabilities jsonb, ADD COLUMN refused_count bigint NOT NULL DEFAULT 0`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE gateways DROP COLUMN capabilities, DROP COLUMN refused_count');
  }
}
