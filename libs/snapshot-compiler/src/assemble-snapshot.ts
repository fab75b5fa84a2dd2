import type { FrozenDefinition } from '#libs/api-definition';
import { requirementsOf, type RestSnapshot, type SnapshotMethod } from '#libs/snapshot-format';
import { gatewayResponsesOf } from './assemble-gateway-responses.js';
import { compareText, type Draft, type DraftMethod } from './draft.js';

/** The last step: a draft without errors becomes a snapshot. */
export function assembleSnapshot(draft: Draft): RestSnapshot {
  const { definition, routes, models, authorizers, resourcePolicy } = draft;
  const { restApi } = definition;
  const table = routes.map(({ resourceId, path, methods }) => ({
    resourceId,
    path,
    methods: Object.fromEntries(methods.map((draft) => [draft.method.httpMethod, assembleMethod(draft)])),
  }));
  const policy = resourcePolicy === null ? {} : { resourcePolicy };
  const reached = endpointOf(restApi);
  return {
    requires: requirementsOf({ routes: table, apiKeySource: restApi.apiKeySource, ...policy, ...reached }),
    accountId: restApi.owner.accountId,
    region: restApi.owner.region,
    restApiId: restApi.id,
    apiKeySource: restApi.apiKeySource,
    disableExecuteApiEndpoint: restApi.disableExecuteApiEndpoint,
    ...reached,
    binaryMediaTypes: [...restApi.binaryMediaTypes].sort(compareText),
    minimumCompressionSize: restApi.minimumCompressionSize,
    routes: table,
    ...(Object.keys(models).length > 0 && { models }),
    ...(Object.keys(authorizers).length > 0 && { authorizers }),
    ...policy,
    gatewayResponses: gatewayResponsesOf(definition),
  };
}

/** A regional endpoint that is not strict asks for nothing. */
function endpointOf({
  endpointConfiguration: { types, vpcEndpointIds = [] },
  endpointAccessMode,
}: FrozenDefinition['restApi']): Pick<RestSnapshot, 'endpoint'> {
  const [type = 'REGIONAL'] = types;
  const isStrict = endpointAccessMode === 'STRICT';
  if (type === 'REGIONAL' && !isStrict) return {};
  return {
    endpoint: {
      type,
      ...(type === 'PRIVATE' &&
        vpcEndpointIds.length > 0 && { vpcEndpointIds: [...vpcEndpointIds].sort(compareText) }),
      ...(isStrict && { isStrict }),
    },
  };
}

function assembleMethod(draft: DraftMethod): SnapshotMethod {
  const { at, method, authorization, requestChecks, integration, cacheKey } = draft;
  // Cannot happen: a pass has reported an error, and drafts with errors are not assembled.
  if (integration === null || authorization === null) throw new Error(`${at} is not compiled`);
  return {
    apiKeyRequired: method.apiKeyRequired,
    authorization,
    ...(requestChecks && { requestChecks }),
    ...(cacheKey && { cacheKey }),
    methodResponses: Object.fromEntries(
      Object.values(method.methodResponses).map(({ statusCode, responseParameters }) => [
        statusCode,
        { headers: declaredHeaders(responseParameters) },
      ]),
    ),
    integration,
  };
}

const prefix = 'method.response.header.';

function declaredHeaders(responseParameters: Readonly<Record<string, boolean>> | null): string[] {
  return Object.keys(responseParameters ?? {})
    .filter((parameter) => parameter.startsWith(prefix))
    .map((parameter) => parameter.slice(prefix.length))
    .sort(compareText);
}
