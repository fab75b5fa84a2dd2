import { hostNameOf, readApiHost } from '#libs/domain-routing';
import type { ActiveDomain } from '../domains/active-domain.js';
import { noDomains, type ActiveDomains } from '../domains/active-domains.js';
import type { Caller } from '../http/caller.js';
import type { CallerRequest } from '../http/caller-request.js';
import { rootStage, type AddressedStages } from '../invocation/active-stage.js';
import type { ApiAddress } from '../invocation/api-address.js';
import { refuseAtDomain } from './refuse-at-domain.js';
import { refuseClient } from './refuse-client.js';
import { joinedHeader } from '../http/raw-headers.js';
import { InternedText } from '../http/interned-text.js';
import type { RejectionReason } from '../refusals/rejection-reasons.js';

const pathMark = '/_aws/execute-api/';

/** What the reader looks at of a request. */
export type AddressedRequest = Pick<CallerRequest, 'host' | 'target' | 'rawHeaders' | 'caller'>;

/** Why a request to a custom domain leads nowhere. */
export interface RefusedAddress {
  readonly refusedWith: RejectionReason;
  readonly detail: string;
  /** The connection is of no more use to the caller. */
  readonly endsConnection?: true;
}

/**
 * The API that a request names; `healthy` for the health checks that every custom domain answers; null: it
 * names none.
 */
export type ReadAddress = (request: AddressedRequest) => ApiAddress | RefusedAddress | 'healthy' | null;

/**
 * The same names come again and again, and who looks one up in a table needs its hash, which a kept text has.
 */
const names = new InternedText((name) => name);

const noRoots: AddressedStages = {
  rootCount: 0,
  isAtRoot: () => false,
  isHttpApi: () => false,
  isWebSocketApi: () => false,
};

/** Host names in one spelling. */
const hostNames = new InternedText(hostNameOf);

/**
 * Reads the API that a request is for from its host: `{apiId}.execute-api.{region}.{domain}` or without the
 * region, or a custom domain, which says where its paths lead; or else from a path
 * `/_aws/execute-api/{apiId}/{stage}/...`, at a VPC endpoint also from the header `x-apigw-api-id`. At a
 * custom domain these are a path and a header like any others.
 */
export function createAddressReader(
  domain: string,
  domains: ActiveDomains = noDomains,
  stages: AddressedStages = noRoots,
): ReadAddress {
  // Undefined: the host is none of APIs.
  const hosts = new InternedText((host) => {
    const read = readApiHost(host, domain);
    return read ? { ...read, namedBy: 'host' as const } : read;
  });
  return (request) => {
    const { host, target } = request;
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const query = question < 0 ? '' : target.slice(question + 1);

    const named = hosts.ofText(host);
    const custom =
      named !== undefined || domains.size === 0 ? undefined : domains.find(hostNames.ofText(host));
    if (domains.size > 0 && isMisdirected(request, custom, domains)) {
      return { refusedWith: 'domain.misdirected', detail: request.caller.serverName ?? 'no SNI' };
    }
    if (custom) return atCustomDomain(request, custom, path, query);
    if (named) return belowStage(named, path, 0, query, stages);
    // At an endpoint's own names (developer guide: invoking private APIs).
    const apiId = request.caller.vpcEndpoint && joinedHeader(request.rawHeaders, 'x-apigw-api-id');
    if (apiId !== null) return belowStage(apiNamedBy('header', apiId), path, 0, query, stages);
    if (named === null) return null;
    // Not `startsWith`, which the engine makes a loop of that costs four times as much.
    if (path.indexOf(pathMark) !== 0) return null;
    const slash = path.indexOf('/', pathMark.length);
    const end = slash < 0 ? path.length : slash;
    return belowStage(
      apiNamedBy('path', names.ofText(path.slice(pathMark.length, end))),
      path,
      end,
      query,
      stages,
    );
  };
}

/**
 * A connection that was opened for a custom domain serves that one alone, and a custom domain is served on no
 * other: its certificate and its rules about TLS are the connection's (RFC 9110, section 7.4).
 */
function isMisdirected(
  { caller }: AddressedRequest,
  custom: ActiveDomain | undefined,
  domains: ActiveDomains,
): boolean {
  if (!caller.isTls || caller.isBehindProxy || caller.isNameUntold) return false;
  return (caller.serverName === null ? undefined : domains.find(caller.serverName)) !== custom;
}

/**
 * What a handshake is held to already, but for the ciphers of TLS 1.3, which are agreed on before a domain is
 * chosen, and sessions that are taken up again.
 */
function isAllowed({ tlsVersion, cipher }: Caller, { minimumTlsVersion, ciphers }: ActiveDomain): boolean {
  if (minimumTlsVersion === 'TLSv1.3' && tlsVersion !== 'TLSv1.3') return false;
  return ciphers === null || (cipher !== null && ciphers.has(cipher));
}

function atCustomDomain(
  request: AddressedRequest,
  domain: ActiveDomain,
  path: string,
  query: string,
): ApiAddress | RefusedAddress | 'healthy' {
  const { caller, rawHeaders } = request;
  const { domainName, clientTrust, closedFor, region, route } = domain;
  if (closedFor !== null) return { refusedWith: closedFor, detail: domainName };
  // A session that is taken up again has asked for no certificate, and so was not held to it before.
  if (caller.tlsVersion !== null && !caller.isBehindProxy && !isAllowed(caller, domain)) {
    return {
      refusedWith: 'domain.tls_version',
      detail: `${domainName}: ${caller.tlsVersion} ${caller.cipher}`,
    };
  }
  if (clientTrust !== null) {
    const refusal = refuseClient(caller, domain, Date.now());
    if (refusal) return { ...refusal, endsConnection: true };
  }
  if (domain.isStrict || domain.policy !== null) {
    const refusal = refuseAtDomain(request, domain, Date.now());
    if (refusal) return { ...refusal, endsConnection: true };
  }
  // Guide page "Important notes": reserved at custom domains.
  if (path === '/ping' || path === '/sping') return 'healthy';
  const found = route(path, rawHeaders);
  if (found === null) return { refusedWith: 'domain.no_mapping', detail: domainName };
  return {
    apiId: found.restApiId,
    region,
    stageName: names.ofText(found.stageName),
    path: found.path,
    query,
    custom: {
      calledPath: path,
      basePath: found.basePath,
      routingRuleId: found.routingRuleId,
      clientCertificate: clientTrust === null ? null : (caller.proof?.certificate ?? null),
    },
    namedBy: 'host',
    vpcEndpointId: null,
  };
}

const SLASH = 47;

/** The API that a request is for, and how it says so. */
type NamedApi = Pick<ApiAddress, 'apiId' | 'region' | 'namedBy' | 'vpcEndpointId'>;

const apiNamedBy = (by: 'path' | 'header', apiId: string): NamedApi => ({
  apiId,
  region: null,
  namedBy: by,
  vpcEndpointId: null,
});

/**
 * Extra slashes before the stage make no difference (recorded: routing). A path that begins with no stage of
 * an HTTP API is one of its stage `$default` (guide page "Stages for HTTP APIs").
 */
function belowStage(
  { apiId, region, namedBy, vpcEndpointId }: NamedApi,
  path: string,
  from: number,
  query: string,
  stages: AddressedStages,
): ApiAddress {
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const stageName = names.ofText(path.slice(start, end));
  if (stages.rootCount > 0 && stages.isAtRoot(apiId, stageName)) {
    const whole = path.slice(from);
    return { apiId, region, stageName: rootStage, path: whole, query, custom: null, namedBy, vpcEndpointId };
  }
  const below = path.slice(end);
  return { apiId, region, stageName, path: below, query, custom: null, namedBy, vpcEndpointId };
}
