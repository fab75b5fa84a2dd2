import { hostNameOf } from '#libs/domain-routing';
import { endpointOf } from '#libs/snapshot-format';
import type { CallerRequest } from '../http/caller-request.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import type { ActiveStage } from './active-stage.js';
import type { Invocation } from './invocation.js';

/** Why a release may not be called in this way: by its kind of endpoint, as it was deployed. Null: it may. */
export function refuseAccess({ release }: ActiveStage, invocation: Invocation): Rejection | null {
  const { document } = release.snapshot;
  const { address, request } = invocation;
  const endpoint = endpointOf(document);
  const isPrivate = endpoint?.type === 'PRIVATE';
  const { vpcEndpoint } = request.caller;
  // A VPC endpoint leads to PRIVATE APIs and no others (developer guide: private DNS of endpoints), and
  // nothing else leads there.
  if (isPrivate && vpcEndpoint === null) return reject('endpoint.private', address.apiId);
  if (!isPrivate && vpcEndpoint !== null) return reject('endpoint.not_private', address.apiId);
  if (address.custom === null && document.disableExecuteApiEndpoint) {
    const code = document.protocol === 'HTTP' ? 'endpoint.http_disabled' : 'endpoint.disabled';
    return reject(code, address.apiId);
  }
  const { vpcEndpointId: named } = address;
  if (named !== null && !(vpcEndpoint?.id === named && endpoint?.vpcEndpointIds?.includes(named))) {
    return reject('endpoint.vpc_endpoint', named);
  }
  return endpoint?.isStrict !== true || (address.namedBy === 'host' && isAskedOfTls(request))
    ? null
    : reject('endpoint.strict', address.apiId);
}

/** Whether TLS was begun for the very host that the request is for (endpointAccessMode STRICT). */
export const isAskedOfTls = ({ host, caller }: Pick<CallerRequest, 'host' | 'caller'>): boolean =>
  caller.isTls && caller.serverName === hostNameOf(host);
