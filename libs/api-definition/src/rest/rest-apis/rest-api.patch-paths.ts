import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { perPath } from '../../patch/refusal-styles.js';
import type { PatchTable } from '../../patch/patch-table.js';
import { patchedBoolean, patchedText } from '../../patch/patch-values.js';
import { endpointAccessModes, type EndpointConfiguration, type RestApi } from './rest-api.js';
import { readCompressionSize } from './compression-size.js';
import { withEndpointType, withIpAddressType, withVpcEndpointId } from './endpoint-configuration.js';
import { readPolicy } from './resource-policy-text.js';

/**
 * What UpdateRestApi may change (recorded: RestApi patch; API reference: patch operations). The policies are
 * the wire's words.
 */
export const restApiPatch = (securityPolicies: readonly string[]): PatchTable<RestApi> => ({
  refuse: perPath,
  rules: [
    {
      path: '/name',
      ops: {
        replace: (draft, { value }) =>
          value ? ok({ ...draft, name: value }) : fail(badRequest('Name cannot be empty')),
      },
    },
    {
      path: '/description',
      ops: {
        remove: (draft) => ok({ ...draft, description: null }),
        replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }),
      },
    },
    {
      path: '/version',
      ops: { replace: (draft, { value }) => ok({ ...draft, version: patchedText(value) }) },
    },
    {
      path: '/securityPolicy',
      ops: { replace: (draft, { value }) => withSecurityPolicy(draft, value, securityPolicies) },
    },
    {
      path: '/endpointAccessMode',
      ops: { replace: (draft, { value }) => withEndpointAccessMode(draft, value) },
    },
    { path: '/apiKeySource', ops: { replace: (draft, { value }) => withApiKeySource(draft, value) } },
    {
      path: '/disableExecuteApiEndpoint',
      ops: {
        replace: (draft, { value }) => ok({ ...draft, disableExecuteApiEndpoint: patchedBoolean(value) }),
      },
    },
    {
      path: '/policy',
      ops: {
        remove: (draft) => ok({ ...draft, policy: null }),
        replace: (draft, { value }) => {
          const policy = readPolicy(value, draft);
          return policy.ok ? ok({ ...draft, policy: policy.value }) : policy;
        },
      },
    },
    {
      path: '/minimumCompressionSize',
      ops: {
        replace: (draft, { value }) => {
          const size = readCompressionSize(value);
          return size.ok ? ok({ ...draft, minimumCompressionSize: size.value }) : size;
        },
      },
    },
    {
      // A set addressed by key, not an array: `add /binaryMediaTypes/-` adds the type `-`, whatever the
      // value.
      path: '/binaryMediaTypes/{type}',
      ops: {
        add: (draft, { keys }) => ok(withMediaTypes(draft, keys['type']!, keys['type'])),
        remove: (draft, { keys }) => ok(withMediaTypes(draft, keys['type']!)),
        replace: (draft, { keys, value }) => ok(withMediaTypes(draft, keys['type']!, value ?? keys['type'])),
      },
    },
    {
      // The key, an index or a type, is not looked at: there is only ever one type.
      path: '/endpointConfiguration/types/{which}',
      ops: { replace: (draft, { value }) => withEndpoint(draft, (now) => withEndpointType(now, value)) },
      refuse: () => badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"),
    },
    {
      path: '/endpointConfiguration/ipAddressType',
      ops: { replace: (draft, { value }) => withEndpoint(draft, (now) => withIpAddressType(now, value)) },
    },
    {
      path: '/endpointConfiguration/vpcEndpointIds',
      ops: {
        add: (draft, { value }) =>
          withEndpoint(draft, (now) => ok(withVpcEndpointId(now, value ?? '', true))),
        remove: (draft, { value }) =>
          withEndpoint(draft, (now) => ok(withVpcEndpointId(now, value ?? '', false))),
      },
    },
  ],
});

function withApiKeySource(draft: RestApi, value: string | null): Result<RestApi> {
  if (value !== 'HEADER' && value !== 'AUTHORIZER') {
    return fail(badRequest('Invalid API key source specified. Valid options are HEADER,AUTHORIZER'));
  }
  return ok({ ...draft, apiKeySource: value });
}

function withSecurityPolicy(draft: RestApi, value: string | null, words: readonly string[]): Result<RestApi> {
  return value !== null && words.includes(value)
    ? ok({ ...draft, securityPolicy: value })
    : fail(badRequest(`Invalid securityPolicy specified. Valid options are ${words.join(',')}`));
}

function withEndpointAccessMode(draft: RestApi, value: string | null): Result<RestApi> {
  const endpointAccessMode = endpointAccessModes.find((word) => word === value);
  return endpointAccessMode
    ? ok({ ...draft, endpointAccessMode })
    : fail(
        badRequest(
          `Invalid endpointAccessMode specified. Valid options are ${endpointAccessModes.join(',')}`,
        ),
      );
}

/** Takes one type out and puts another at the end (recorded: a replaced media type goes to the end). */
function withMediaTypes(draft: RestApi, out: string, added?: string): RestApi {
  const others = draft.binaryMediaTypes.filter((type) => type !== out && type !== added);
  return { ...draft, binaryMediaTypes: added === undefined ? others : [...others, added] };
}

function withEndpoint(
  draft: RestApi,
  change: (configuration: EndpointConfiguration) => Result<EndpointConfiguration>,
): Result<RestApi> {
  const changed = change(draft.endpointConfiguration);
  return changed.ok ? ok({ ...draft, endpointConfiguration: changed.value }) : changed;
}
