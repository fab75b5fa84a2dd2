import { compileDomainRoutes, hostNameOf, readApiHost, splitStage } from '#libs/domain-routing';
import type { EndpointConfiguration, Owner, Result } from '#libs/api-definition';
import { ok } from '#libs/api-definition';
import {
  basePathMappings,
  domainNames,
  restApis,
  routingRules,
  stages,
  type UnitOfWork,
} from '#libs/persistence';
import { domainDocument } from '#libs/snapshot-compiler';
import type { DomainDocument } from '#libs/snapshot-format';
import type { Located, LocateQuery } from './locate.dto.js';

const pathForm = /^\/_aws\/execute-api\/([^/]*)(.*)$/;

/** What is known of a request before its API and stage are asked for. */
type Named = Omit<Located, 'isServed'>;

const nowhere: Named = {
  by: 'nothing',
  domainName: null,
  routingRuleId: null,
  basePath: null,
  apiId: null,
  stageName: null,
  path: null,
  why: 'Neither host nor path name an API of this account, and the host is none of its domains',
};

/**
 * Which API, stage and path a request would take, by the functions that gateways go by, and why. What is
 * another account's is not told.
 */
export async function locate(
  uow: UnitOfWork,
  owner: Owner,
  { host, path, header = [] }: LocateQuery,
  invokeDomain: string,
): Promise<Result<Located>> {
  const named = readApiHost(host, invokeDomain);
  if (named === null) return ok({ ...nowhere, isServed: false });
  if (named) {
    const isElsewhere = named.region !== null && named.region !== owner.region;
    const { apiId, vpcEndpointId } = named;
    const found = { ...nowhere, ...splitStage(path, 0), by: 'default-host' as const, apiId };
    return ok(
      isElsewhere
        ? { ...found, isServed: false, why: 'The host names another region than the one of this call' }
        : await served(
            uow,
            owner,
            { ...found, why: 'The host names the API, the path begins with the stage' },
            vpcEndpointId,
          ),
    );
  }
  const domain = await atDomain(uow, owner, hostNameOf(host), path, header);
  if (domain) return ok(domain);
  const [, apiId, rest = ''] = pathForm.exec(path) ?? [];
  if (apiId === undefined) return ok({ ...nowhere, isServed: false });
  const found = { ...nowhere, ...splitStage(rest, 0), by: 'path-form' as const, apiId };
  return ok(await served(uow, owner, { ...found, why: 'The path names the API and the stage' }));
}

async function atDomain(
  uow: UnitOfWork,
  owner: Owner,
  hostName: string,
  path: string,
  headers: readonly string[],
): Promise<Located | null> {
  const found = await domainNames.findByHost(uow, hostName);
  if (!found) return null;
  const { accountId, region } = found.domain.owner;
  if (accountId !== owner.accountId || region !== owner.region) return { ...nowhere, isServed: false };
  const { domain } = found;
  const [mappings, rules] = [
    await basePathMappings.all(uow, domain.id),
    await routingRules.all(uow, domain.id),
  ];
  const sealed = domainDocument({
    ...{ domain, mappings, routingRules: rules },
    vpcEndpointIds: [],
    certificateSealed: null,
    truststore: null,
  });
  const route = compileDomainRoutes(JSON.parse(sealed.body) as DomainDocument);
  const at: Named = { ...nowhere, by: 'custom-domain', domainName: domain.domainName };
  if (domain.mutualTlsAuthentication && !found.hasTruststore) {
    return {
      ...at,
      isServed: false,
      why: 'The truststore of the domain was never read: it serves nobody until truststoreUri is set again',
    };
  }
  if (path === '/ping' || path === '/sping') {
    return {
      ...at,
      isServed: false,
      why: 'Health checks of every domain: 200 `healthy`, whatever is mapped',
    };
  }
  const taken = route(path, headers.flatMap(fieldOf));
  if (!taken) {
    return {
      ...at,
      isServed: false,
      why: `No rule or mapping takes the path, by routing mode ${domain.routingMode}`,
    };
  }
  const { restApiId: apiId, ...more } = taken;
  const why =
    taken.routingRuleId !== null
      ? 'The first rule, by priority, whose conditions hold'
      : taken.basePath === ''
        ? 'The mapping without a base path, as no other takes the path'
        : 'The mapping with the longest base path';
  const located = await served(uow, owner, { ...at, ...more, apiId, why });
  return domain.mutualTlsAuthentication ? withWayAround(uow, owner, located) : located;
}

/** Warns of what goes round mutual TLS: at the API's own host nobody asks for a certificate. */
async function withWayAround(uow: UnitOfWork, owner: Owner, located: Located): Promise<Located> {
  const api = located.isServed && located.apiId !== null && (await restApis.find(uow, owner, located.apiId));
  if (!api || api.disableExecuteApiEndpoint) return located;
  const why = `${located.why}. Warning: the API's default endpoint is open, and asks for no certificate`;
  return { ...located, why };
}

/** Whether what it names is there. */
async function served(
  uow: UnitOfWork,
  owner: Owner,
  named: Named,
  vpcEndpointId: string | null = null,
): Promise<Located> {
  const { apiId, stageName } = named;
  const api = apiId === null ? undefined : await restApis.find(uow, owner, apiId);
  if (!api) return { ...named, isServed: false, why: `${named.why}; there is no such API in this account` };
  const stage = stageName ? await stages.find(uow, api.id, stageName) : undefined;
  if (!stage) return { ...named, isServed: false, why: `${named.why}; the API has no such stage` };
  if (api.disableExecuteApiEndpoint && named.by !== 'custom-domain') {
    const why = `${named.why}; the API's default endpoint is switched off (from the next deployment on)`;
    return { ...named, isServed: false, why };
  }
  return behindEndpoint(named, vpcEndpointId, api.endpointConfiguration);
}

/** A PRIVATE API is served through VPC endpoints alone, which public domains are not behind. */
function behindEndpoint(
  named: Named,
  vpcEndpointId: string | null,
  { types, vpcEndpointIds = [] }: EndpointConfiguration,
): Located {
  const isPrivate = types.includes('PRIVATE');
  const notServed = (why: string): Located => ({ ...named, isServed: false, why: `${named.why}; ${why}` });
  if (vpcEndpointId !== null && !(isPrivate && vpcEndpointIds.includes(vpcEndpointId))) {
    return notServed(`the API does not name ${vpcEndpointId}`);
  }
  if (!isPrivate) return { ...named, isServed: true };
  if (named.by === 'custom-domain') return notServed('the API is PRIVATE, and the domain is not');
  const why = `${named.why}; the API is PRIVATE: by gateways behind a VPC endpoint that its policy allows`;
  return { ...named, isServed: true, why };
}

function fieldOf(header: string): string[] {
  const colon = header.indexOf(':');
  return [header.slice(0, colon), header.slice(colon + 1).trim()];
}
