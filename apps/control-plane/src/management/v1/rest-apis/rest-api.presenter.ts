import { shownPolicy, type RestApi } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';

/**
 * Create and list responses leave `tags` out when there are none; get and update responses then have `{}`
 * (recorded: general patterns).
 */
export type EmptyTags = 'absent' | 'shown';

export function presentRestApi(restApi: RestApi, emptyTags: EmptyTags): v1.RestApi {
  const { description, version, minimumCompressionSize, policy, binaryMediaTypes, tags } = restApi;
  const { securityPolicy, endpointAccessMode } = restApi;
  const { types, ipAddressType, vpcEndpointIds } = restApi.endpointConfiguration;
  return {
    id: restApi.id,
    name: restApi.name,
    ...(description !== null && { description }),
    createdDate: epochSeconds(restApi.createdAtMs),
    ...(version !== null && { version }),
    ...(binaryMediaTypes.length > 0 && { binaryMediaTypes: [...binaryMediaTypes] }),
    ...(minimumCompressionSize !== null && { minimumCompressionSize }),
    apiKeySource: restApi.apiKeySource,
    endpointConfiguration: {
      types: [...types],
      ipAddressType,
      ...(vpcEndpointIds && { vpcEndpointIds: [...vpcEndpointIds] }),
    },
    ...(securityPolicy !== undefined && { securityPolicy: securityPolicy as v1.SecurityPolicy }),
    ...(endpointAccessMode !== undefined && { endpointAccessMode }),
    ...(policy !== null && { policy: shownPolicy(policy) }),
    ...((emptyTags === 'shown' || Object.keys(tags).length > 0) && { tags: { ...tags } }),
    disableExecuteApiEndpoint: restApi.disableExecuteApiEndpoint,
    rootResourceId: restApi.rootResourceId,
  };
}
