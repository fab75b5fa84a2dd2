import type { ApiAddress } from '../invocation/api-address.js';

const hostMark = '.execute-api.';
const pathMark = '/_aws/execute-api/';

/**
 * Reads the API that a request is for from its host, `{apiId}.execute-api.{region}.{domain}` or without the region, or else from
 * a path `/_aws/execute-api/{apiId}/{stage}/...`. Null: it names no API in either way.
 */
export function readAddress(host: string, target: string, domain: string): ApiAddress | null {
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const query = question < 0 ? '' : target.slice(question + 1);

  const mark = host.indexOf(hostMark);
  if (mark > 0) {
    const region = readRegion(host, mark + hostMark.length, domain);
    if (region === undefined) return null;
    return belowStage(host.slice(0, mark).toLowerCase(), region, path, 0, query);
  }
  // Not `startsWith`, which the engine makes a loop of that costs four times as much.
  if (path.indexOf(pathMark) !== 0) return null;
  const slash = path.indexOf('/', pathMark.length);
  const end = slash < 0 ? path.length : slash;
  return belowStage(path.slice(pathMark.length, end), null, path, end, query);
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
  return { apiId, region, stageName: path.slice(start, end), path: path.slice(end), query };
}
