import type { Owner } from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { OutboxRow } from './outbox-row.js';

/** Jobs as an owner may see them: those about entities of the account and region, also after the entity is gone. */
export const ownedJobs = { find, list };

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<OutboxRow | undefined> {
  return (await select(uow, owner, 'o.id = $3', [id]))[0];
}

/** Oldest first. */
async function list(
  uow: UnitOfWork,
  owner: Owner,
  state: 'open' | 'dead',
  { after, count }: ListPage,
): Promise<OutboxRow[]> {
  const inState = state === 'dead' ? 'o.dead_at IS NOT NULL' : 'o.dead_at IS NULL';
  return select(uow, owner, `o.done_at IS NULL AND ${inState} AND o.id > $3 ORDER BY o.id LIMIT $4`, [
    after ?? '0',
    count,
  ]);
}

// An entity that is gone is known by what was published of it: every body names its owner.
const published = (kind: string, id: string) => `EXISTS (
  SELECT 1 FROM published_documents d WHERE d.subject = '${kind}/' || ${id} AND d.body IS NOT NULL
     AND d.body::jsonb ->> 'accountId' = $1 AND d.body::jsonb ->> 'region' = $2)`;
const exists = (table: string, id: string) =>
  `EXISTS (SELECT 1 FROM ${table} e WHERE e.id = ${id} AND e.account_id = $1 AND e.region = $2)`;
const member = (name: string) => `(o.payload ->> '${name}')`;

const owned = `CASE o.job_name
  WHEN 'publish-rest-api' THEN ${exists('rest_apis', member('restApiId'))} OR ${published('restapi', member('restApiId'))}
  WHEN 'publish-api-key' THEN ${exists('api_keys', member('keyId'))} OR ${published('apikey', member('keyId'))}
  WHEN 'publish-usage-plan' THEN ${exists('usage_plans', member('usagePlanId'))} OR ${published('usageplan', member('usagePlanId'))}
  WHEN 'publish-quota' THEN ${exists('usage_plans', member('usagePlanId'))}
  WHEN 'publish-client-certificate' THEN ${exists('client_certificates', member('clientCertificateId'))} OR ${published('clientcertificate', member('clientCertificateId'))}
  WHEN 'publish-vpc-link' THEN ${exists('vpc_links', member('vpcLinkId'))} OR ${published('vpclink', member('vpcLinkId'))}
  WHEN 'publish-account' THEN ${member('accountId')} = $1 AND ${member('region')} = $2
  ELSE false END`;

interface Row {
  readonly id: string;
  readonly job_name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly dead_at: Date | null;
  readonly done_at: Date | null;
  readonly published_seq: string | null;
}

async function select(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  condition: string,
  values: readonly (string | number)[],
): Promise<OutboxRow[]> {
  const rows = await query<Row>(uow, `SELECT o.* FROM outbox o WHERE (${owned}) AND ${condition}`, [
    accountId,
    region,
    ...values,
  ]);
  return rows.map((row) => ({
    id: row.id,
    jobName: row.job_name,
    payload: row.payload,
    createdAtMs: row.created_at.getTime(),
    attempts: row.attempts,
    lastError: row.last_error,
    deadAtMs: row.dead_at?.getTime() ?? null,
    doneAtMs: row.done_at?.getTime() ?? null,
    publishedSeq: row.published_seq === null ? null : Number(row.published_seq),
  }));
}
