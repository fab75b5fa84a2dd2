import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The maps of methods keep the order in which their members came: exports make lists of them (`parameters`,
 * `consumes`, `produces`), and jsonb sorts members. What jsonb refuses, such as a NUL, is still refused. Rows
 * of before keep the order that they have; releases of before can write the new columns.
 */
export class OrderOfMethodMaps0017 implements MigrationInterface {
  readonly name = 'OrderOfMethodMaps1700000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE methods ${to('json')},
         ADD CONSTRAINT methods_maps_are_jsonb CHECK (num_nulls(${columns.map((name) => `${name}::jsonb`).join(', ')}) >= 0)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE methods DROP CONSTRAINT methods_maps_are_jsonb`);
    await queryRunner.query(`ALTER TABLE methods ${to('jsonb')}`);
  }
}

const columns = ['request_parameters', 'request_models', 'method_responses', 'integration'];

const to = (type: 'json' | 'jsonb'): string =>
  columns.map((name) => `ALTER ${name} TYPE ${type} USING ${name}::${type}`).join(', ');
