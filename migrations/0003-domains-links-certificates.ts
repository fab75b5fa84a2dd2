import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What belongs to an account beside its RestApis, keys and plans: domain names, VPC links, client
 * certificates.
 */
export class DomainsLinksCertificates0003 implements MigrationInterface {
  readonly name = 'DomainsLinksCertificates1700000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX stages_client_certificate');
    for (const table of tables) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'client_certificates',
  'vpc_links',
  'domain_name_access_associations',
  'base_path_mappings',
  'domain_names',
];

const statements = [
  // certificate_sealed: an uploaded certificate with chain and key, JSON under AES-256-GCM; null when it is
  // named by ARN.
  `CREATE TABLE domain_names (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     domain_name text COLLATE "C" NOT NULL,
     private boolean NOT NULL,
     created_at timestamptz NOT NULL,
     endpoint_configuration jsonb NOT NULL,
     certificate_name text,
     certificate_arn text,
     regional_certificate_name text,
     regional_certificate_arn text,
     certificate_uploaded_at timestamptz NOT NULL,
     certificate_sealed bytea,
     security_policy text NOT NULL,
     endpoint_access_mode text,
     mutual_tls_authentication jsonb,
     ownership_verification_certificate_arn text,
     policy text,
     routing_mode text NOT NULL,
     tags jsonb NOT NULL)`,
  // A gateway tells domains apart by the Host header: a public name exists once per installation, a private
  // one once per owner.
  `CREATE UNIQUE INDEX domain_names_public ON domain_names (domain_name) WHERE NOT private`,
  `CREATE UNIQUE INDEX domain_names_private ON domain_names (account_id, region, domain_name) WHERE private`,
  `CREATE INDEX domain_names_owner ON domain_names (account_id, region, domain_name, id)`,

  // base_path: one segment, or (none). A RestApi that is mapped cannot be deleted.
  `CREATE TABLE base_path_mappings (
     domain_id text COLLATE "C" NOT NULL REFERENCES domain_names ON DELETE CASCADE,
     base_path text COLLATE "C" NOT NULL,
     rest_api_id text COLLATE "C" NOT NULL REFERENCES rest_apis,
     stage text,
     PRIMARY KEY (domain_id, base_path))`,
  `CREATE INDEX base_path_mappings_rest_api ON base_path_mappings (rest_api_id)`,

  `CREATE TABLE domain_name_access_associations (
     arn text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     domain_id text COLLATE "C" NOT NULL REFERENCES domain_names ON DELETE CASCADE,
     domain_name_arn text NOT NULL,
     source_type text NOT NULL,
     source text NOT NULL,
     tags jsonb NOT NULL)`,
  `CREATE INDEX domain_name_access_associations_owner ON domain_name_access_associations (account_id, region, arn)`,

  // A link whose deleting_since is long enough ago is gone, whether its row is still here or not.
  `CREATE TABLE vpc_links (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     name text NOT NULL,
     description text,
     target_arns text[] NOT NULL,
     created_at timestamptz NOT NULL,
     deleting_since timestamptz,
     tags jsonb NOT NULL)`,
  `CREATE INDEX vpc_links_owner ON vpc_links (account_id, region, id)`,

  // private_key_sealed: AES-256-GCM over the PEM text.
  `CREATE TABLE client_certificates (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     region text NOT NULL,
     description text,
     pem_encoded_certificate text NOT NULL,
     private_key_sealed bytea NOT NULL,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     tags jsonb NOT NULL)`,
  `CREATE INDEX client_certificates_owner ON client_certificates (account_id, region, id)`,
  `CREATE INDEX stages_client_certificate ON stages (client_certificate_id) WHERE client_certificate_id IS NOT NULL`,
];
