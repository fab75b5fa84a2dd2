import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { EndpointConfiguration, EndpointType, IpAddressType } from './rest-api.js';

export const endpointTypes = ['REGIONAL', 'EDGE', 'PRIVATE'] as const;

/** What a create call may say of the endpoint. */
export interface EndpointConfigurationInput {
  readonly types?: readonly EndpointType[];
  readonly ipAddressType?: IpAddressType;
  readonly vpcEndpointIds?: readonly string[];
}

const onlyDualstack = () => badRequest('Only dualstack ipAddressType is supported for Private APIs.');

/** Fills in AWS's defaults and refuses what it refuses (recorded: RestApi, endpointConfiguration). */
export function newEndpointConfiguration(
  input: EndpointConfigurationInput | undefined,
): Result<EndpointConfiguration> {
  const types = input?.types ?? ['EDGE'];
  if (types.length === 0) {
    return fail(badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.'));
  }
  if (types.length > 1) return fail(badRequest('Cannot create an api with multiple Endpoint Types.'));
  const isPrivate = types[0] === 'PRIVATE';
  const ipAddressType = input?.ipAddressType ?? (isPrivate ? 'dualstack' : 'ipv4');
  if (isPrivate && ipAddressType === 'ipv4') return fail(onlyDualstack());
  const vpcEndpointIds = input?.vpcEndpointIds;
  return ok({
    types,
    ipAddressType,
    ...(vpcEndpointIds && { vpcEndpointIds: [...new Set(vpcEndpointIds)] }),
  });
}

/** A change to PRIVATE takes dualstack along; a change away from it keeps it. */
export function withEndpointType(
  configuration: EndpointConfiguration,
  value: string | null,
): Result<EndpointConfiguration> {
  const type = endpointTypes.find((word) => word === value);
  if (!type) {
    return fail(badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE'));
  }
  const ipAddressType = type === 'PRIVATE' ? 'dualstack' : configuration.ipAddressType;
  return ok({ ...configuration, types: [type], ipAddressType });
}

export function withIpAddressType(
  configuration: EndpointConfiguration,
  value: string | null,
): Result<EndpointConfiguration> {
  if (value !== 'ipv4' && value !== 'dualstack') {
    return fail(badRequest('ipAddressType must be either ipv4 or dualstack.'));
  }
  if (value === 'ipv4' && configuration.types.includes('PRIVATE')) return fail(onlyDualstack());
  return ok({ ...configuration, ipAddressType: value });
}

/** Adds or removes one id; the member goes away with the last. */
export function withVpcEndpointId(
  configuration: EndpointConfiguration,
  id: string,
  present: boolean,
): EndpointConfiguration {
  const { vpcEndpointIds = [], ...rest } = configuration;
  const others = vpcEndpointIds.filter((known) => known !== id);
  const ids = present ? [...others, id] : others;
  return ids.length > 0 ? { ...rest, vpcEndpointIds: ids } : rest;
}

/**
 * A PRIVATE API becomes edge-optimised by way of REGIONAL alone (guide page "Changing an API endpoint type").
 * The text is ours.
 */
export function checkTypeChange(
  { types: before }: EndpointConfiguration,
  { types: after }: EndpointConfiguration,
): Result<void> {
  return before.includes('PRIVATE') && after.includes('EDGE')
    ? fail(badRequest('The endpoint type of a PRIVATE API can be changed to REGIONAL only'))
    : ok(undefined);
}
