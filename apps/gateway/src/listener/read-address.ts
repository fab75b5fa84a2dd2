import type { ApiAddress } from '../invocation/api-address.js';
import { InternedText } from '../http/interned-text.js';

const hostMark = '.execute-api.';
const pathMark = '/_aws/execute-api/';

/** What a host says; null when it is no API's. */
type HostAddress = { readonly apiId: string; readonly region: string | null } | null;

/** Host and request target to the API that they name. Null: they name none. */
export type ReadAddress = (host: string, target: string) => ApiAddress | null;

/**
 * The same names come again and again, and who looks one up in a table needs its hash, which a kept text has.
 */
const names = new InternedText((name) => name);

/**
 * Reads the API that a request is for from its host, `{apiId}.execute-api.{region}.{domain}` or without the
 * region, or else from a path `/_aws/execute-api/{apiId}/{stage}/...`. Null: it names no API in either way.
 */
export function createAddressReader(domain: string): ReadAddress {
  // Undefined: the host says nothing, and the path may.
  const hosts = new InternedText<HostAddress | undefined>((host) => readHost(host, domain));
  return (host, target) => {
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const query = question < 0 ? '' : target.slice(question + 1);

    const named = hosts.ofText(host);
    if (named === null) return null;
    if (named !== undefined) return belowStage(named.apiId, named.region, path, 0, query);
    // Not `startsWith`, which the engine makes a loop of that costs four times as much.
    if (path.indexOf(pathMark) !== 0) return null;
    const slash = path.indexOf('/', pathMark.length);
    const end = slash < 0 ? path.length : slash;
    return belowStage(names.ofText(path.slice(pathMark.length, end)), null, path, end, query);
  };
}

function readHost(host: string, domain: string): HostAddress | undefined {
  const mark = host.indexOf(hostMark);
  if (mark <= 0) return undefined;
  const region = readRegion(host, mark + hostMark.length, domain);
  return region === undefined ? null : { apiId: host.slice(0, mark).toLowerCase(), region };
}

/** The region in the rest of a host; null when there is none, undefined when the domain is not ours. */
function readRegion(host: string, from: number, domain: string): string | null | undefined {
  const colon = host.indexOf(':', from);
  const rest = host.slice(from, colon < 0 ? host.length : colon).toLowerCase();
  if (rest === domain) return null;
  if (!rest.endsWith(domain) || rest.charCodeAt(rest.length - domain.length - 1) !== DOT) return undefined;
  const region = rest.slice(0, rest.length - domain.length - 1);
  return region === '' || region.includes('.') ? undefined : region;
}

const DOT = 46;
const SLASH = 47;

/** Extra slashes before the stage make no difference (recorded: routing). */
function belowStage(
  apiId: string,
  region: string | null,
  path: string,
  from: number,
  query: string,
): ApiAddress {
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  return { apiId, region, stageName: names.ofText(path.slice(start, end)), path: path.slice(end), query };
}
