const hostMark = '.execute-api.';
const DOT = 46;

/** The API that a host names. */
export interface ApiHost {
  readonly apiId: string;
  /** Null: without one. */
  readonly region: string | null;
}

/**
 * Reads `{apiId}.execute-api.{region}.{domain}`, or without the region; a port behind it counts for nothing.
 * Null: a host of that form that is none of this domain's; undefined: of another form.
 */
export function readApiHost(host: string, domain: string): ApiHost | null | undefined {
  const mark = host.indexOf(hostMark);
  if (mark <= 0) return undefined;
  const region = readRegion(host, mark + hostMark.length, domain);
  return region === undefined ? null : { apiId: host.slice(0, mark).toLowerCase(), region };
}

/** Whether a host, without a port, is one that names an API, or the domain that those are below. */
export const isHostOfApis = (hostName: string, domain: string): boolean =>
  hostName === domain || readApiHost(hostName, domain) !== undefined;

/** The region in the rest of a host; null when there is none, undefined when the domain is not ours. */
function readRegion(host: string, from: number, domain: string): string | null | undefined {
  const colon = host.indexOf(':', from);
  const rest = host.slice(from, colon < 0 ? host.length : colon).toLowerCase();
  if (rest === domain) return null;
  if (!rest.endsWith(domain) || rest.charCodeAt(rest.length - domain.length - 1) !== DOT) return undefined;
  const region = rest.slice(0, rest.length - domain.length - 1);
  return region === '' || region.includes('.') ? undefined : region;
}
