import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The foundation's tables. Every top-level row has an owner (account, region); rows below a RestApi are found
 * through it.
 */
export class Foundation0001 implements MigrationInterface {
  readonly name = 'Foundation1700000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'installation',
  'credentials',
  'accounts',
  'rest_apis',
  'resources',
  'methods',
  'deployments',
  'stages',
  'api_keys',
  'usage_plans',
  'usage_plan_keys',
  'outbox',
  'published_documents',
  'gateways',
  'usage_daily',
  'quota_states',
  'quota_leases',
  'metering_senders',
];

const statements = [
  // One row: facts about this installation, such as a check value that tells a wrong master key at start.
  `CREATE TABLE installation (
     id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
     master_key_check text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now())`,

  `CREATE TABLE credentials (
     access_key_id text PRIMARY KEY,
     account_id text NOT NULL,
     secret_sealed bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     disabled boolean NOT NULL DEFAULT false)`,

  `CREATE TABLE accounts (
     account_id text NOT NULL,
     region text NOT NULL,
     cloudwatch_role_arn text,
     throttle jsonb NOT NULL,
     features text[] NOT NULL,
     api_key_version text NOT NULL,
     PRIMARY KEY (account_id, region))`,

  `CREATE TABLE rest_apis (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text NOT NULL,
     description text,
     version text,
     created_at timestamptz NOT NULL,
     api_key_source text NOT NULL,
     binary_media_types text[] NOT NULL,
     minimum_compression_size integer,
     disable_execute_api_endpoint boolean NOT NULL,
     endpoint_configuration jsonb NOT NULL,
     policy text,
     root_resource_id text NOT NULL,
     tags jsonb NOT NULL)`,
  `CREATE INDEX rest_apis_owner ON rest_apis (account_id, region, id)`,

  `CREATE TABLE resources (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     id text COLLATE "C" NOT NULL,
     parent_id text COLLATE "C",
     path_part text,
     path text NOT NULL,
     PRIMARY KEY (rest_api_id, id),
     FOREIGN KEY (rest_api_id, parent_id) REFERENCES resources (rest_api_id, id) ON DELETE CASCADE)`,
  `CREATE UNIQUE INDEX resources_siblings ON resources (rest_api_id, parent_id, path_part)`,

  // A method with all that hangs on it is read and written whole; the maps are jsonb as the definition has
  // them.
  `CREATE TABLE methods (
     rest_api_id text COLLATE "C" NOT NULL,
     resource_id text COLLATE "C" NOT NULL,
     http_method text NOT NULL,
     authorization_type text NOT NULL,
     authorizer_id text,
     authorization_scopes text[],
     api_key_required boolean NOT NULL,
     operation_name text,
     request_validator_id text,
     request_parameters jsonb,
     request_models jsonb,
     method_responses jsonb NOT NULL,
     integration jsonb,
     PRIMARY KEY (rest_api_id, resource_id, http_method),
     FOREIGN KEY (rest_api_id, resource_id) REFERENCES resources (rest_api_id, id) ON DELETE CASCADE)`,

  // definition: the canonical JSON of the frozen definition, as text, so that its bytes stay what the digest
  // was taken of. snapshot_digest: null until compiled. compile_error: why it never will be.
  `CREATE TABLE deployments (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     id text COLLATE "C" NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     definition text NOT NULL,
     definition_digest text NOT NULL,
     snapshot_digest text,
     compile_error text,
     PRIMARY KEY (rest_api_id, id))`,

  `CREATE TABLE stages (
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis ON DELETE CASCADE,
     stage_name text COLLATE "C" NOT NULL,
     deployment_id text COLLATE "C" NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     last_updated_at timestamptz NOT NULL,
     variables jsonb,
     documentation_version text,
     client_certificate_id text,
     cache_cluster_enabled boolean NOT NULL,
     cache_cluster_size text,
     cache_cluster_status text NOT NULL,
     tracing_enabled boolean NOT NULL,
     access_log_settings jsonb,
     canary_settings jsonb,
     method_settings jsonb NOT NULL,
     tags jsonb NOT NULL,
     PRIMARY KEY (rest_api_id, stage_name),
     FOREIGN KEY (rest_api_id, deployment_id) REFERENCES deployments (rest_api_id, id))`,

  // value_sealed: AES-256-GCM (nonce, ciphertext, tag). value_digest: SHA-256 of the value, hex; unique per
  // owner.
  `CREATE TABLE api_keys (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text,
     description text,
     enabled boolean NOT NULL,
     created_at timestamptz NOT NULL,
     last_updated_at timestamptz NOT NULL,
     ordinal bigint GENERATED ALWAYS AS IDENTITY,
     customer_id text,
     stage_keys text[] NOT NULL,
     tags jsonb NOT NULL,
     value_sealed bytea NOT NULL,
     value_digest text COLLATE "C" NOT NULL UNIQUE)`,
  `CREATE INDEX api_keys_owner ON api_keys (account_id, region, ordinal DESC)`,

  `CREATE TABLE usage_plans (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     api_stages jsonb NOT NULL,
     throttle jsonb,
     quota jsonb,
     product_code text,
     tags jsonb NOT NULL)`,
  `CREATE INDEX usage_plans_owner ON usage_plans (account_id, region, id)`,

  // created_at: which period is the key's first under the plan, for the quota's offset.
  `CREATE TABLE usage_plan_keys (
     usage_plan_id text COLLATE "C" NOT NULL REFERENCES usage_plans ON DELETE CASCADE,
     key_id text COLLATE "C" NOT NULL REFERENCES api_keys ON DELETE CASCADE,
     ordinal bigint GENERATED ALWAYS AS IDENTITY,
     created_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (usage_plan_id, key_id))`,
  `CREATE INDEX usage_plan_keys_key ON usage_plan_keys (key_id)`,

  // Written in the transaction of the change; done_at and published_seq in the transaction that publishes.
  `CREATE TABLE outbox (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     job_name text NOT NULL,
     payload jsonb NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     attempts integer NOT NULL DEFAULT 0,
     last_error text,
     dead_at timestamptz,
     done_at timestamptz,
     published_seq bigint)`,
  `CREATE INDEX outbox_open ON outbox (created_at) WHERE done_at IS NULL AND dead_at IS NULL`,
  `CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL`,
  `CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL`,

  // The feed. One row per document, its newest version; seq is drawn under one advisory lock, so its order is
  // commit order. subject: which entity the document belongs to, such as restapi/a1b2c3d4e5, so that a job
  // finds all it has published.
  `CREATE TABLE published_documents (
     kind text NOT NULL,
     name text COLLATE "C" NOT NULL,
     seq bigint NOT NULL UNIQUE,
     subject text COLLATE "C" NOT NULL,
     digest text NOT NULL,
     body text,
     published_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (kind, name))`,
  `CREATE INDEX published_documents_subject ON published_documents (subject)`,
  `CREATE SEQUENCE published_documents_seq OWNED BY published_documents.seq`,

  `CREATE TABLE gateways (
     id text PRIMARY KEY,
     first_seen_at timestamptz NOT NULL DEFAULT now(),
     last_seen_at timestamptz NOT NULL DEFAULT now(),
     connected boolean NOT NULL,
     applied_seq bigint NOT NULL DEFAULT 0,
     refused jsonb NOT NULL DEFAULT '[]')`,

  `CREATE TABLE usage_daily (
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     day date NOT NULL,
     used bigint NOT NULL,
     remaining bigint,
     PRIMARY KEY (usage_plan_id, day, key_id))`,

  // allowance = plan limit - offset in the first period + what UpdateUsage moved; used counts this period;
  // held = permits out on lease.
  `CREATE TABLE quota_states (
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     period_start date NOT NULL,
     adjustment bigint NOT NULL DEFAULT 0,
     used bigint NOT NULL DEFAULT 0,
     held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
     revision integer NOT NULL DEFAULT 0,
     PRIMARY KEY (usage_plan_id, key_id, period_start))`,

  `CREATE TABLE quota_leases (
     gateway_id text NOT NULL,
     usage_plan_id text COLLATE "C" NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     period_start date NOT NULL,
     held bigint NOT NULL CHECK (held >= 0),
     PRIMARY KEY (gateway_id, usage_plan_id, key_id, period_start))`,
  // Rows at 0 are deleted, so this is what is out on lease right now.
  `CREATE INDEX quota_leases_quota ON quota_leases (usage_plan_id, key_id, period_start)`,

  `CREATE TABLE metering_senders (
     gateway_id text PRIMARY KEY,
     incarnation text NOT NULL,
     last_exchange bigint NOT NULL DEFAULT 0,
     last_answer jsonb,
     watermark bigint NOT NULL DEFAULT 0,
     last_seen_at timestamptz NOT NULL DEFAULT now())`,
];
