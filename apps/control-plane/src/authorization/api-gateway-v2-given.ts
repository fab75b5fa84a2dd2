import type { v2 } from '#libs/aws-wire';
import { requestValues } from './api-gateway-given.js';
import { requestTags, type ContextValues } from './context-values.js';

/** Members of inputs of version 2 that condition keys are about. */
export interface GivenInputV2 {
  readonly domainNameConfigurations?: readonly {
    readonly endpointType?: string;
    readonly securityPolicy?: string;
  }[];
  readonly mutualTlsAuthentication?: { readonly truststoreUri?: string; readonly truststoreVersion?: string };
  readonly routingMode?: string;
  readonly name?: string;
  readonly disableExecuteApiEndpoint?: boolean;
  readonly accessLogSettings?: { readonly destinationArn?: string; readonly format?: string };
  readonly apiKeyRequired?: boolean;
  readonly authorizationType?: string;
  readonly authorizerType?: string;
  readonly authorizerUri?: string;
  readonly stageName?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagKeys?: readonly string[];
}

/**
 * Condition keys that a request gives (Service Authorization Reference: Amazon API Gateway Management V2), by
 * what the operation will make of it. What an update leaves out is not asked about.
 */
export function givenOfV2(name: v2.OperationName, input: GivenInputV2): ContextValues {
  const { tags = {}, tagKeys } = input;
  return {
    ...requestTags(Object.entries(tags)),
    ...(tagKeys && { 'aws:tagkeys': tagKeys.flatMap((key) => key.split(',')) }),
    ...(valuesOf[name]?.(input) ?? {}),
  };
}

const flag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

type Values = (input: GivenInputV2) => ContextValues;

const domainValues =
  (isNew: boolean): Values =>
  ({ domainNameConfigurations = [], routingMode, mutualTlsAuthentication }) =>
    requestValues({
      EndpointType:
        isNew || domainNameConfigurations.length > 0
          ? domainNameConfigurations.map(({ endpointType = 'REGIONAL' }) => endpointType)
          : undefined,
      SecurityPolicy: domainNameConfigurations.flatMap(({ securityPolicy }) => securityPolicy ?? []),
      // As it is stored: version 1 has other names.
      RoutingMode: routingMode?.replace('API_MAPPING', 'BASE_PATH_MAPPING'),
      MtlsTrustStoreUri: mutualTlsAuthentication?.truststoreUri,
      MtlsTrustStoreVersion: mutualTlsAuthentication?.truststoreVersion,
    });

const stageValues: Values = ({ accessLogSettings }) =>
  requestValues({
    AccessLoggingDestination: accessLogSettings?.destinationArn,
    AccessLoggingFormat: accessLogSettings?.format,
  });

const authorizerValues: Values = ({ authorizerType, authorizerUri }) =>
  requestValues({ AuthorizerType: authorizerType, AuthorizerUri: authorizerUri });

const valuesOf: Partial<Record<v2.OperationName, Values>> = {
  CreateDomainName: domainValues(true),
  UpdateDomainName: domainValues(false),
  CreateApi: ({ name, disableExecuteApiEndpoint = false }) =>
    requestValues({ ApiName: name, DisableExecuteApiEndpoint: flag(disableExecuteApiEndpoint) }),
  UpdateApi: ({ name, disableExecuteApiEndpoint }) =>
    requestValues({ ApiName: name, DisableExecuteApiEndpoint: flag(disableExecuteApiEndpoint) }),
  CreateRoute: ({ apiKeyRequired = false, authorizationType = 'NONE' }) =>
    requestValues({ ApiKeyRequired: flag(apiKeyRequired), RouteAuthorizationType: authorizationType }),
  UpdateRoute: ({ apiKeyRequired, authorizationType }) =>
    requestValues({ ApiKeyRequired: flag(apiKeyRequired), RouteAuthorizationType: authorizationType }),
  CreateAuthorizer: authorizerValues,
  UpdateAuthorizer: authorizerValues,
  CreateDeployment: ({ stageName }) => requestValues({ StageName: stageName }),
  CreateStage: ({ stageName, ...input }) => ({
    ...stageValues(input),
    ...requestValues({ StageName: stageName }),
  }),
  UpdateStage: stageValues,
};
