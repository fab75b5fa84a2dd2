import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What belongs to a RestApi beside resources, methods, deployments and stages. All of it goes with its
 * RestApi.
 */
export class ApiParts0002 implements MigrationInterface {
  readonly name = 'ApiParts1700000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'documentation_versions',
  'documentation_parts',
  'gateway_responses',
  'authorizers',
  'request_validators',
  'models',
];

const statements = [
  `CREATE TABLE models (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     name text COLLATE "C" NOT NULL,
     id text COLLATE "C" NOT NULL,
     description text,
     content_type text NOT NULL,
     schema text NOT NULL,
     PRIMARY KEY (rest_api_id, name),
     UNIQUE (rest_api_id, id))`,

  `CREATE TABLE request_validators (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     id text COLLATE "C" NOT NULL,
     name text NOT NULL,
     validate_request_body boolean NOT NULL,
     validate_request_parameters boolean NOT NULL,
     PRIMARY KEY (rest_api_id, id))`,

  `CREATE TABLE authorizers (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     id text COLLATE "C" NOT NULL,
     name text COLLATE "C" NOT NULL,
     type text NOT NULL,
     auth_type text NOT NULL,
     provider_arns text[],
     authorizer_uri text,
     authorizer_credentials text,
     identity_source text,
     identity_validation_expression text,
     authorizer_result_ttl_in_seconds integer,
     PRIMARY KEY (rest_api_id, id),
     UNIQUE (rest_api_id, name))`,

  // Only types that were set; the others are defaults, which no row is needed for.
  `CREATE TABLE gateway_responses (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     response_type text COLLATE "C" NOT NULL,
     status_code text,
     response_parameters jsonb NOT NULL,
     response_templates jsonb NOT NULL,
     PRIMARY KEY (rest_api_id, response_type))`,

  // ordinal: parts are listed in the order in which they came.
  `CREATE TABLE documentation_parts (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     id text COLLATE "C" NOT NULL,
     ordinal bigint GENERATED ALWAYS AS IDENTITY,
     location jsonb NOT NULL,
     properties text NOT NULL,
     PRIMARY KEY (rest_api_id, id))`,

  // parts: all of them as they were when the version was made.
  `CREATE TABLE documentation_versions (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     version text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     description text,
     parts jsonb NOT NULL,
     PRIMARY KEY (rest_api_id, version))`,
];
