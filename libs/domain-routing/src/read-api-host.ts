const hostMark = '.execute-api.';
const endpointMark = '-vpce-';
const DOT = 46;

/** The API that a host names. */
export interface ApiHost {
  readonly apiId: string;
  /** Null: without one. */
  readonly region: string | null;
  /** The VPC endpoint that is named beside it, `vpce-...`; null: none. */
  readonly vpcEndpointId: string | null;
}

/**
 * Reads `{apiId}.execute-api.{region}.{domain}`, or without the region, or `{apiId}-{vpceId}` in place of the
 * API (developer guide: invoking private APIs); a port behind it counts for nothing.
 * Null: a host of that form that is none of this domain's; undefined: of another form.
 */
export function readApiHost(host: string, domain: string): ApiHost | null | undefined {
  const lower = host.toLowerCase();
  const mark = lower.indexOf(hostMark);
  if (mark <= 0) return undefined;
  const region = readRegion(lower, mark + hostMark.length, domain);
  if (region === undefined) return null;
  const first = lower.slice(0, mark);
  const endpoint = first.indexOf(endpointMark);
  return endpoint <= 0
    ? { apiId: first, region, vpcEndpointId: null }
    : { apiId: first.slice(0, endpoint), region, vpcEndpointId: first.slice(endpoint + 1) };
}

/** Whether a host, without a port, is one that names an API, or the domain that those are below. */
export const isHostOfApis = (hostName: string, domain: string): boolean =>
  hostName === domain || readApiHost(hostName, domain) !== undefined;

/**
 * The region in the rest of a host, in lower case; null when there is none, undefined when the domain is not
 * ours.
 */
function readRegion(host: string, from: number, domain: string): string | null | undefined {
  const colon = host.indexOf(':', from);
  const rest = host.slice(from, colon < 0 ? host.length : colon);
  if (rest === domain) return null;
  if (!rest.endsWith(domain) || rest.charCodeAt(rest.length - domain.length - 1) !== DOT) return undefined;
  const region = rest.slice(0, rest.length - domain.length - 1);
  return region === '' || region.includes('.') ? undefined : region;
}
