import type { LimitName, Owner } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What is counted: of an owner, of a RestApi, of an API key. */
export interface Counted {
  readonly limit: LimitName;
  readonly of: readonly string[];
  /** The work may do more than add, and goes on where there are too many already: after the limit was lowered. */
  readonly mayBeOver?: boolean;
}

/** How many there are of what is limited. */
export const counts = { ofOwner, ofRestApi, ofApiKey, unlessOver, isMoreThan };

function ofOwner(limit: LimitName, { accountId, region }: Owner): Counted {
  return { limit, of: [accountId, region] };
}

function ofRestApi(limit: LimitName, restApiId: string): Counted {
  return { limit, of: [restApiId] };
}

function ofApiKey(limit: LimitName, keyId: string): Counted {
  return { limit, of: [keyId] };
}

/** For work that need not add: it is refused only when it is what goes beyond the limit. */
function unlessOver(counted: Counted): Counted {
  return { ...counted, mayBeOver: true };
}

/** Stops counting when it knows. */
async function isMoreThan(uow: UnitOfWork, { limit, of }: Counted, max: number): Promise<boolean> {
  const rows = await query<unknown>(uow, `SELECT 1 FROM ${rowsOf[limit]} OFFSET $${of.length + 1} LIMIT 1`, [
    ...of,
    max,
  ]);
  return rows.length > 0;
}

const owned = 'account_id = $1 AND region = $2';
const below = 'rest_api_id = $1';
const apisOfType = (type: string) =>
  `rest_apis WHERE ${owned} AND endpoint_configuration->'types' ? '${type}'`;

const rowsOf: Readonly<Record<LimitName, string>> = {
  regionalRestApis: apisOfType('REGIONAL'),
  edgeRestApis: apisOfType('EDGE'),
  privateRestApis: apisOfType('PRIVATE'),
  apiKeys: `api_keys WHERE ${owned}`,
  usagePlans: `usage_plans WHERE ${owned}`,
  usagePlansPerApiKey: 'usage_plan_keys WHERE key_id = $1',
  clientCertificates: `client_certificates WHERE ${owned}`,
  vpcLinks: `vpc_links WHERE ${owned}`,
  domainNames: `domain_names WHERE ${owned}`,
  // The root comes with the API.
  resourcesPerRestApi: `resources WHERE ${below} AND parent_id IS NOT NULL`,
  stagesPerRestApi: `stages WHERE ${below}`,
  authorizersPerRestApi: `authorizers WHERE ${below}`,
  documentationPartsPerRestApi: `documentation_parts WHERE ${below}`,
};
