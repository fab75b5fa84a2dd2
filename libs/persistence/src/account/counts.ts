import type { LimitName } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** How many there are of what is limited. */
export const counts = { isMoreThan };

/**
 * Whether there are more than `max` of what an owner (account id and region), an API or an API key has;
 * `of` names it. Stops counting when it knows.
 */
async function isMoreThan(
  uow: UnitOfWork,
  limit: LimitName,
  of: readonly string[],
  max: number,
): Promise<boolean> {
  const rows = await query<unknown>(uow, `SELECT 1 FROM ${rowsOf[limit]} OFFSET $${of.length + 1} LIMIT 1`, [
    ...of,
    max,
  ]);
  return rows.length > 0;
}

const owned = 'account_id = $1 AND region = $2';
const below = 'rest_api_id = $1';
const belowHttp = 'api_id = $1';
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
  certificates: `certificates WHERE ${owned}`,
  vpcLinks: `vpc_links WHERE ${owned}`,
  domainNames: `domain_names WHERE ${owned}`,
  // The root comes with the API.
  resourcesPerRestApi: `resources WHERE ${below} AND parent_id IS NOT NULL`,
  stagesPerRestApi: `stages WHERE ${below}`,
  authorizersPerRestApi: `authorizers WHERE ${below}`,
  httpApis: `http_apis WHERE ${owned}`,
  routesPerHttpApi: `http_routes WHERE ${belowHttp}`,
  integrationsPerHttpApi: `http_integrations WHERE ${belowHttp}`,
  authorizersPerHttpApi: `http_authorizers WHERE ${belowHttp}`,
  stagesPerHttpApi: `http_stages WHERE ${belowHttp}`,
  documentationPartsPerRestApi: `documentation_parts WHERE ${below}`,
  httpVpcLinks: `http_vpc_links WHERE ${owned}`,
};
