import type { v1 } from '#libs/aws-wire';
import { requestTags, type ContextValues } from './context-values.js';

/** Members of inputs that condition keys are about. */
export interface GivenInput {
  readonly name?: string;
  readonly endpointConfiguration?: { readonly types?: readonly string[] };
  readonly cloneFrom?: string;
  readonly disableExecuteApiEndpoint?: boolean;
  readonly securityPolicy?: string;
  readonly apiKeyRequired?: boolean;
  readonly authorizationType?: string;
  readonly type?: string;
  readonly authorizerUri?: string;
  readonly stageName?: string;
  readonly routingMode?: string;
  readonly mutualTlsAuthentication?: {
    readonly truststoreUri?: string;
    readonly truststoreVersion?: string;
  };
  readonly domainNameArn?: string;
  readonly accessAssociationSource?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagKeys?: readonly string[];
  readonly patchOperations?: readonly {
    readonly op?: string;
    readonly path?: string;
    readonly value?: string;
  }[];
}

/**
 * Condition keys that a request gives (Service Authorization Reference: Amazon API Gateway Management), by
 * what the operation will make of it: with its defaults, and in the spelling in which it is stored.
 */
export function givenOf(operation: v1.OperationName, input: GivenInput): ContextValues {
  const { tags = {}, tagKeys } = input;
  return {
    ...requestTags(Object.entries(tags)),
    // The guide writes a list with commas, SDKs repeat the parameter.
    ...(tagKeys && { 'aws:tagkeys': tagKeys.flatMap((key) => key.split(',')) }),
    ...(valuesOf[operation]?.(input) ?? {}),
  };
}

/** `apigateway:Request/...`, which SDKs and policies spell in any case. */
export const requestValues = (values: ContextValues): ContextValues =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`apigateway:request/${key.toLowerCase()}`, value]),
  );

const flag = (value: boolean | string): string => String(String(value).toLowerCase() === 'true');
const upper = (value: string): string => value.toUpperCase();
const asItIs = (value: string): string => value;

/** Of patch operations: what is put at these paths, or below them. */
function patched(keys: Readonly<Record<string, readonly [path: string, spell: (value: string) => string]>>) {
  return ({ patchOperations = [] }: GivenInput): ContextValues =>
    requestValues(
      Object.fromEntries(
        Object.entries(keys).map(([key, [under, spell]]) => [
          key,
          patchOperations
            .filter(({ path = '' }) => path === under || path.startsWith(`${under}/`))
            .map(({ value = '' }) => spell(value)),
        ]),
      ),
    );
}

const valuesOf: Partial<Record<v1.OperationName, (input: GivenInput) => ContextValues>> = {
  CreateRestApi: (input) =>
    requestValues({
      ApiName: input.name,
      // A clone has what its source has.
      EndpointType:
        input.endpointConfiguration?.types ?? (input.cloneFrom === undefined ? ['EDGE'] : undefined),
      DisableExecuteApiEndpoint:
        input.disableExecuteApiEndpoint === undefined && input.cloneFrom !== undefined
          ? undefined
          : flag(input.disableExecuteApiEndpoint ?? false),
      SecurityPolicy: input.securityPolicy,
    }),
  UpdateRestApi: patched({
    ApiName: ['/name', asItIs],
    EndpointType: ['/endpointConfiguration/types', asItIs],
    DisableExecuteApiEndpoint: ['/disableExecuteApiEndpoint', flag],
    SecurityPolicy: ['/securityPolicy', asItIs],
  }),
  PutMethod: ({ apiKeyRequired = false, authorizationType = '' }) =>
    requestValues({ ApiKeyRequired: flag(apiKeyRequired), RouteAuthorizationType: upper(authorizationType) }),
  UpdateMethod: patched({
    ApiKeyRequired: ['/apiKeyRequired', flag],
    RouteAuthorizationType: ['/authorizationType', upper],
  }),
  CreateAuthorizer: ({ type, authorizerUri }) =>
    requestValues({ AuthorizerType: type, AuthorizerUri: authorizerUri }),
  UpdateAuthorizer: patched({ AuthorizerType: ['/type', asItIs], AuthorizerUri: ['/authorizerUri', asItIs] }),
  CreateDeployment: ({ stageName }) => requestValues({ StageName: stageName }),
  UpdateStage: patched({
    AccessLoggingDestination: ['/accessLogSettings/destinationArn', asItIs],
    AccessLoggingFormat: ['/accessLogSettings/format', asItIs],
  }),
  CreateDomainName: ({ endpointConfiguration, mutualTlsAuthentication, ...input }) =>
    requestValues({
      EndpointType: endpointConfiguration?.types ?? ['EDGE'],
      SecurityPolicy: input.securityPolicy,
      RoutingMode: input.routingMode,
      MtlsTrustStoreUri: mutualTlsAuthentication?.truststoreUri,
      MtlsTrustStoreVersion: mutualTlsAuthentication?.truststoreVersion,
    }),
  UpdateDomainName: patched({
    EndpointType: ['/endpointConfiguration/types', asItIs],
    SecurityPolicy: ['/securityPolicy', asItIs],
    RoutingMode: ['/routingMode', asItIs],
    MtlsTrustStoreUri: ['/mutualTlsAuthentication/truststoreUri', asItIs],
    MtlsTrustStoreVersion: ['/mutualTlsAuthentication/truststoreVersion', asItIs],
  }),
  CreateDomainNameAccessAssociation: ({ domainNameArn, accessAssociationSource }) =>
    requestValues({ DomainNameArn: domainNameArn, AccessAssociationSource: accessAssociationSource }),
};
