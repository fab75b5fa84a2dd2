import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users, roles and policies of accounts. Access keys of users stand beside those of roots. A release from
 * before would take a user's key for a root's: the secret is sealed for its user, which such a release cannot
 * open.
 */
export class Identity0018 implements MigrationInterface {
  readonly name = 'Identity1700000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM credentials WHERE user_id IS NOT NULL');
    await queryRunner.query(
      `ALTER TABLE credentials DROP COLUMN user_id, DROP COLUMN last_used_at, DROP COLUMN last_used_service,
         DROP COLUMN last_used_region`,
    );
    for (const table of [...tables].reverse()) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'iam_principals',
  'iam_inline_policies',
  'iam_policies',
  'iam_policy_versions',
  'iam_attached_policies',
];

const statements = [
  // kind: user or role. What roles alone have is null for users. tags: a list, in the order given.
  `CREATE TABLE iam_principals (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     kind text NOT NULL,
     name text COLLATE "C" NOT NULL,
     path text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     description text,
     trust_policy text,
     max_session_seconds integer,
     tags jsonb NOT NULL,
     CHECK (CASE kind WHEN 'user' THEN num_nonnulls(description, trust_policy, max_session_seconds) = 0
                      WHEN 'role' THEN num_nulls(trust_policy, max_session_seconds) = 0
                      ELSE false END))`,
  `CREATE UNIQUE INDEX iam_principals_folded_name ON iam_principals (account_id, kind, lower(name))`,
  `CREATE INDEX iam_principals_name ON iam_principals (account_id, kind, name)`,

  // Documents are texts, so that they come back as they were given. A principal that still has policies
  // cannot be deleted.
  `CREATE TABLE iam_inline_policies (
     principal_id text COLLATE "C" NOT NULL REFERENCES iam_principals,
     name text COLLATE "C" NOT NULL,
     document text NOT NULL,
     PRIMARY KEY (principal_id, name))`,

  `CREATE TABLE iam_policies (
     id text COLLATE "C" PRIMARY KEY,
     account_id text NOT NULL,
     name text COLLATE "C" NOT NULL,
     path text COLLATE "C" NOT NULL,
     description text,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     default_version integer NOT NULL,
     last_version integer NOT NULL,
     tags jsonb NOT NULL)`,
  `CREATE UNIQUE INDEX iam_policies_folded_name ON iam_policies (account_id, lower(name))`,
  `CREATE INDEX iam_policies_name ON iam_policies (account_id, name)`,

  `CREATE TABLE iam_policy_versions (
     policy_id text COLLATE "C" NOT NULL REFERENCES iam_policies ON DELETE CASCADE,
     number integer NOT NULL,
     document text NOT NULL,
     created_at timestamptz NOT NULL,
     PRIMARY KEY (policy_id, number))`,

  // policy_id: null for AWS's own policies, which are no rows.
  `CREATE TABLE iam_attached_policies (
     principal_id text COLLATE "C" NOT NULL REFERENCES iam_principals,
     policy_arn text COLLATE "C" NOT NULL,
     policy_id text COLLATE "C" REFERENCES iam_policies,
     PRIMARY KEY (principal_id, policy_arn))`,
  `CREATE INDEX iam_attached_policies_arn ON iam_attached_policies (policy_arn, principal_id)`,
  `CREATE INDEX iam_attached_policies_policy ON iam_attached_policies (policy_id)`,

  // user_id: null for keys of the account's root.
  `ALTER TABLE credentials
     ADD COLUMN user_id text COLLATE "C" REFERENCES iam_principals,
     ADD COLUMN last_used_at timestamptz,
     ADD COLUMN last_used_service text,
     ADD COLUMN last_used_region text`,
  `CREATE INDEX credentials_owner ON credentials (account_id, user_id)`,
  `CREATE INDEX credentials_user ON credentials (user_id) WHERE user_id IS NOT NULL`,
];
