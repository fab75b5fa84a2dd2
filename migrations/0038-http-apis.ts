import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * HTTP and WebSocket APIs and what is below them. An id names one API among those of both versions:
 * `api_ids` has them all, kept by triggers, so that a control plane of the release before, which writes
 * `rest_apis` alone, keeps it too. What may lead to an API of either kind refers to it.
 */
export class HttpApis0038 implements MigrationInterface {
  readonly name = 'HttpApis1700000000038';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...sharedIds, ...tables, ...triggersOf('http_apis')]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of undo) await queryRunner.query(statement);
  }
}

/** `[table, what becomes of its rows when the API goes]`. */
const leadToApis = [
  ['base_path_mappings', ''],
  ['routing_rules', ''],
  ['stage_moves', ' ON DELETE CASCADE'],
] as const;

const referTo = (target: string): string[] =>
  leadToApis.map(
    ([table, onDelete]) => `ALTER TABLE ${table} DROP CONSTRAINT ${table}_rest_api_id_fkey,
      ADD CONSTRAINT ${table}_rest_api_id_fkey FOREIGN KEY (rest_api_id) REFERENCES ${target} (id)${onDelete}`,
  );

const triggersOf = (table: string): string[] => [
  `CREATE TRIGGER take_api_id BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION take_api_id()`,
  `CREATE TRIGGER free_api_id AFTER DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION free_api_id()`,
];

const sharedIds = [
  'CREATE TABLE api_ids (id text COLLATE "C" PRIMARY KEY)',
  `CREATE FUNCTION take_api_id() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN INSERT INTO api_ids (id) VALUES (NEW.id); RETURN NEW; END $$`,
  `CREATE FUNCTION free_api_id() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN DELETE FROM api_ids WHERE id = OLD.id; RETURN NULL; END $$`,
  // Before the rows are copied: no API may be made between.
  ...triggersOf('rest_apis'),
  'INSERT INTO api_ids (id) SELECT id FROM rest_apis',
  ...referTo('api_ids'),
];

const ofApi = 'api_id text COLLATE "C" NOT NULL REFERENCES http_apis ON DELETE CASCADE';

const tables = [
  `CREATE TABLE http_apis (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     protocol_type text NOT NULL,
     name text NOT NULL,
     description text,
     version text,
     created_at timestamptz NOT NULL,
     api_key_selection_expression text NOT NULL,
     route_selection_expression text NOT NULL,
     cors_configuration jsonb,
     disable_execute_api_endpoint boolean NOT NULL,
     disable_schema_validation boolean NOT NULL,
     ip_address_type text NOT NULL,
     api_gateway_managed boolean NOT NULL,
     import_info text[] NOT NULL,
     warnings text[] NOT NULL,
     tags jsonb NOT NULL)`,
  'CREATE INDEX http_apis_owner ON http_apis (account_id, region, id)',

  `CREATE TABLE http_integrations (
     ${ofApi},
     integration_id text COLLATE "C" NOT NULL,
     api_gateway_managed boolean NOT NULL,
     connection_id text,
     connection_type text NOT NULL,
     content_handling_strategy text,
     credentials_arn text,
     description text,
     integration_method text,
     integration_response_selection_expression text,
     integration_subtype text,
     integration_type text NOT NULL,
     integration_uri text,
     passthrough_behavior text,
     payload_format_version text NOT NULL,
     request_parameters jsonb,
     request_templates jsonb,
     response_parameters jsonb,
     template_selection_expression text,
     timeout_in_millis integer NOT NULL,
     tls_config jsonb,
     PRIMARY KEY (api_id, integration_id))`,
  `CREATE TABLE http_integration_responses (
     ${ofApi},
     integration_id text COLLATE "C" NOT NULL,
     integration_response_id text COLLATE "C" NOT NULL,
     integration_response_key text COLLATE "C" NOT NULL,
     content_handling_strategy text,
     response_parameters jsonb,
     response_templates jsonb,
     template_selection_expression text,
     PRIMARY KEY (api_id, integration_id, integration_response_id),
     UNIQUE (api_id, integration_id, integration_response_key),
     FOREIGN KEY (api_id, integration_id) REFERENCES http_integrations ON DELETE CASCADE)`,

  `CREATE TABLE http_authorizers (
     ${ofApi},
     authorizer_id text COLLATE "C" NOT NULL,
     name text COLLATE "C" NOT NULL,
     authorizer_type text NOT NULL,
     authorizer_uri text,
     authorizer_credentials_arn text,
     authorizer_payload_format_version text,
     authorizer_result_ttl_in_seconds integer,
     enable_simple_responses boolean,
     identity_source text[] NOT NULL,
     identity_validation_expression text,
     jwt_configuration jsonb,
     PRIMARY KEY (api_id, authorizer_id),
     UNIQUE (api_id, name))`,
  `CREATE TABLE http_models (
     ${ofApi},
     model_id text COLLATE "C" NOT NULL,
     name text COLLATE "C" NOT NULL,
     content_type text NOT NULL,
     description text,
     schema text NOT NULL,
     PRIMARY KEY (api_id, model_id),
     UNIQUE (api_id, name))`,

  `CREATE TABLE http_routes (
     ${ofApi},
     route_id text COLLATE "C" NOT NULL,
     route_key text COLLATE "C" NOT NULL,
     api_gateway_managed boolean NOT NULL,
     api_key_required boolean NOT NULL,
     authorization_type text NOT NULL,
     authorization_scopes text[],
     authorizer_id text COLLATE "C",
     model_selection_expression text,
     operation_name text,
     request_models jsonb,
     request_parameters jsonb,
     route_response_selection_expression text,
     target text,
     PRIMARY KEY (api_id, route_id),
     UNIQUE (api_id, route_key))`,
  `CREATE TABLE http_route_responses (
     ${ofApi},
     route_id text COLLATE "C" NOT NULL,
     route_response_id text COLLATE "C" NOT NULL,
     route_response_key text COLLATE "C" NOT NULL,
     model_selection_expression text,
     response_models jsonb,
     response_parameters jsonb,
     PRIMARY KEY (api_id, route_id, route_response_id),
     UNIQUE (api_id, route_id, route_response_key),
     FOREIGN KEY (api_id, route_id) REFERENCES http_routes ON DELETE CASCADE)`,

  `CREATE TABLE http_deployments (
     ${ofApi},
     deployment_id text COLLATE "C" NOT NULL,
     auto_deployed boolean NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     definition text NOT NULL,
     definition_digest text NOT NULL,
     snapshot_digest text,
     compile_error text,
     PRIMARY KEY (api_id, deployment_id))`,
  // deployment_id: a stage may wait for its first deployment.
  `CREATE TABLE http_stages (
     ${ofApi},
     stage_name text COLLATE "C" NOT NULL,
     deployment_id text COLLATE "C",
     auto_deploy boolean NOT NULL,
     api_gateway_managed boolean NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     last_updated_at timestamptz NOT NULL,
     last_deployment_status_message text,
     client_certificate_id text,
     authorizers_flushed integer NOT NULL DEFAULT 0,
     access_log_settings jsonb,
     default_route_settings jsonb NOT NULL,
     route_settings jsonb NOT NULL,
     stage_variables jsonb NOT NULL,
     tags jsonb NOT NULL,
     PRIMARY KEY (api_id, stage_name),
     FOREIGN KEY (api_id, deployment_id) REFERENCES http_deployments (api_id, deployment_id))`,
  'CREATE INDEX http_stages_deployment ON http_stages (api_id, deployment_id)',

  `CREATE TABLE http_vpc_links (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text NOT NULL,
     subnet_ids text[] NOT NULL,
     security_group_ids text[] NOT NULL,
     created_at timestamptz NOT NULL,
     deleting_since timestamptz,
     tags jsonb NOT NULL)`,
  'CREATE INDEX http_vpc_links_owner ON http_vpc_links (account_id, region, id)',
];

const ofHttpApis = 'rest_api_id IN (SELECT id FROM http_apis)';

const undo = [
  `DELETE FROM published_documents WHERE (kind = 'stage' AND split_part(name, '/', 1) IN (SELECT id FROM http_apis))`,
  ...leadToApis.map(([table]) => `DELETE FROM ${table} WHERE ${ofHttpApis}`),
  ...referTo('rest_apis'),
  'DROP TABLE http_vpc_links',
  'DROP TABLE http_stages',
  'DROP TABLE http_deployments',
  'DROP TABLE http_route_responses',
  'DROP TABLE http_routes',
  'DROP TABLE http_models',
  'DROP TABLE http_authorizers',
  'DROP TABLE http_integration_responses',
  'DROP TABLE http_integrations',
  'DROP TABLE http_apis',
  'DROP TRIGGER take_api_id ON rest_apis',
  'DROP TRIGGER free_api_id ON rest_apis',
  'DROP FUNCTION take_api_id',
  'DROP FUNCTION free_api_id',
  'DROP TABLE api_ids',
];
