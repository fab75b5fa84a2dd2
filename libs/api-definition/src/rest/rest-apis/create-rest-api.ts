import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { Owner } from '../../owner.js';
import type { ApiKeySource, EndpointAccessMode, RestApi } from './rest-api.js';
import { checkTags } from '../../account/tags/tags.js';
import { checkCompressionSize } from './compression-size.js';
import { newEndpointConfiguration, type EndpointConfigurationInput } from './endpoint-configuration.js';
import { readPolicy } from './resource-policy-text.js';

/** What CreateRestApi is given; absent members take AWS's defaults. */
export interface NewRestApi {
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource?: ApiKeySource;
  readonly endpointConfiguration?: EndpointConfigurationInput;
  readonly policy?: string;
  readonly securityPolicy?: string;
  readonly endpointAccessMode?: EndpointAccessMode;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disableExecuteApiEndpoint?: boolean;
}

/** What the shell brings: whose it is, its ids, the time. */
export interface RestApiIdentity {
  readonly owner: Owner;
  readonly id: string;
  readonly rootResourceId: string;
  readonly createdAtMs: number;
}

/** A new RestApi, or the first thing that is wrong with it, in AWS's order (recorded: RestApi). */
export function createRestApi(input: NewRestApi, identity: RestApiIdentity): Result<RestApi> {
  if (input.name === '') return fail(badRequest('Name cannot be empty'));
  if (input.description === '') return fail(badRequest('Description cannot be an empty string'));
  const endpointConfiguration = newEndpointConfiguration(input.endpointConfiguration);
  if (!endpointConfiguration.ok) return endpointConfiguration;
  const minimumCompressionSize = checkCompressionSize(input.minimumCompressionSize ?? null);
  if (!minimumCompressionSize.ok) return minimumCompressionSize;
  const policy = readPolicy(input.policy, identity);
  if (!policy.ok) return policy;
  const tags = checkTags(input.tags ?? {});
  if (!tags.ok) return tags;
  return ok({
    ...identity,
    name: input.name,
    description: input.description ?? null,
    version: input.version ?? null,
    apiKeySource: input.apiKeySource ?? 'HEADER',
    // A set: the same type twice is one.
    binaryMediaTypes: [...new Set(input.binaryMediaTypes)],
    minimumCompressionSize: minimumCompressionSize.value,
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    endpointConfiguration: endpointConfiguration.value,
    ...(input.securityPolicy !== undefined && { securityPolicy: input.securityPolicy }),
    ...(input.endpointAccessMode !== undefined && { endpointAccessMode: input.endpointAccessMode }),
    policy: policy.value,
    tags: tags.value,
  });
}
