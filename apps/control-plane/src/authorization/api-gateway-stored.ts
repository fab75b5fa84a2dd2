import type { Owner, TagTarget } from '#libs/api-definition';
import {
  authorizers,
  domainNames,
  methods,
  restApis,
  stages,
  tagged,
  type UnitOfWork,
} from '#libs/persistence';
import { tagValues, type ContextValues } from './context-values.js';

/** Where a call's resource stands: the path template, its parameters, and the id of a private domain. */
export interface ResourcePlace {
  readonly uri: string;
  readonly params: Readonly<Record<string, string>>;
  readonly domainNameId: string | null;
}

/**
 * Condition keys of a resource as it is stored: `apigateway:Resource/...`, and the tags by which it is known,
 * those of what it stands below too (Developer Guide: Tagging your API Gateway resources). Nothing for what
 * is not there.
 */
export async function storedOf(uow: UnitOfWork, owner: Owner, place: ResourcePlace): Promise<ContextValues> {
  const tags = await tagsBelow(uow, owner, tagTargetsOf(place));
  return { ...tags, ...(await settingsOf(uow, owner, place)) };
}

/** The tags of what a tag call is about. */
export const tagsOf = (uow: UnitOfWork, owner: Owner, target: TagTarget): Promise<ContextValues> =>
  tagsBelow(uow, owner, [...above(target), target]);

function above(target: TagTarget): readonly TagTarget[] {
  if (target.kind === 'stage') return [{ kind: 'rest-api', id: target.restApiId }];
  return target.kind === 'http-stage' ? [{ kind: 'http-api', id: target.apiId }] : [];
}

async function tagsBelow(
  uow: UnitOfWork,
  owner: Owner,
  targets: readonly TagTarget[],
): Promise<ContextValues> {
  const tags: Record<string, string> = {};
  for (const target of targets) Object.assign(tags, await tagged.get(uow, owner, target));
  return tagValues('aws:resourcetag/', Object.entries(tags));
}

/** From the root down: what is tagged itself wins over what it inherits. */
function tagTargetsOf({ uri, params, domainNameId }: ResourcePlace): readonly TagTarget[] {
  const { restapi_id: restApiId, stage_name: stageName, domain_name: domainName } = params;
  if (restApiId !== undefined)
    return [
      { kind: 'rest-api', id: restApiId },
      ...(stageName === undefined ? [] : [{ kind: 'stage' as const, restApiId, stageName }]),
    ];
  if (domainName !== undefined) return [{ kind: 'domain-name', domainName, domainNameId }];
  const [, collection] = uri.split('/');
  const byId: Readonly<Record<string, readonly [TagTarget['kind'], string | undefined]>> = {
    apikeys: ['api-key', params.api_Key],
    usageplans: ['usage-plan', params.usageplanId],
    clientcertificates: ['client-certificate', params.clientcertificate_id],
    vpclinks: ['vpc-link', params.vpclink_id],
  };
  const { domain_name_access_association_arn: arn } = params;
  if (arn !== undefined) return [{ kind: 'access-association', arn }];
  const [kind, id] = byId[collection ?? ''] ?? [];
  return kind !== undefined && id !== undefined ? [{ kind, id } as TagTarget] : [];
}

async function settingsOf(uow: UnitOfWork, owner: Owner, place: ResourcePlace): Promise<ContextValues> {
  const { uri, params, domainNameId } = place;
  const { restapi_id: id = '' } = params;
  switch (uri.split('?')[0]) {
    case '/restapis/{restapi_id}': {
      const found = await restApis.find(uow, owner, id);
      if (!found) return {};
      return resource({
        ApiName: found.name,
        EndpointType: found.endpointConfiguration.types,
        DisableExecuteApiEndpoint: String(found.disableExecuteApiEndpoint),
        SecurityPolicy: found.securityPolicy,
      });
    }
    case '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}': {
      const { resource_id: resourceId = '', http_method: httpMethod = '' } = params;
      const found = await methods.findBelow(uow, owner, { restApiId: id, resourceId, httpMethod });
      if (!found) return {};
      return resource({
        ApiKeyRequired: String(found.apiKeyRequired),
        RouteAuthorizationType: found.authorizationType,
      });
    }
    case '/restapis/{restapi_id}/authorizers/{authorizer_id}': {
      const found = await authorizers.findOwned(uow, owner, id, params.authorizer_id ?? '');
      return found
        ? resource({ AuthorizerType: found.type, AuthorizerUri: found.authorizerUri ?? undefined })
        : {};
    }
    case '/restapis/{restapi_id}/stages/{stage_name}': {
      const found = await stages.findOwned(uow, owner, id, params.stage_name ?? '');
      return resource({
        AccessLoggingDestination: found?.accessLogSettings?.destinationArn ?? undefined,
        AccessLoggingFormat: found?.accessLogSettings?.format ?? undefined,
      });
    }
    case '/domainnames/{domain_name}': {
      const key = { domainName: params.domain_name ?? '', domainNameId };
      const found = await domainNames.find(uow, owner, key);
      if (!found) return {};
      return resource({
        EndpointType: found.endpointConfiguration.types,
        SecurityPolicy: found.securityPolicy,
        RoutingMode: found.routingMode,
        MtlsTrustStoreUri: found.mutualTlsAuthentication?.truststoreUri,
        MtlsTrustStoreVersion: found.mutualTlsAuthentication?.truststoreVersion ?? undefined,
      });
    }
    default:
      return {};
  }
}

/** `apigateway:Resource/...`, which policies spell in any case. */
export const resource = (values: ContextValues): ContextValues =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`apigateway:resource/${key.toLowerCase()}`, value]),
  );
