import type { Routed } from '../invocation/invocation.js';

/**
 * What a request wants to invoke, as policies name it: of a WebSocket API the route (guide page "Control
 * access with IAM authorization"), else the method.
 */
export function invokedArn(invocation: Routed): string {
  const { stageName } = invocation.address;
  return invocation.event === null
    ? methodArn(invocation, stageName, invokedPath(invocation))
    : `${stageArn(invocation, stageName)}/${invocation.method.routeKey}`;
}

/**
 * What a caller wants to invoke, as policies name it: the request's own path and not the resource's (guide
 * page "Control access for invoking an API").
 */
export function methodArn(invocation: Routed, stageName: string, path: string): string {
  const own = path.replace(/^\/+/, '');
  return `${stageArn(invocation, stageName)}/${invocation.request.httpMethod}/${own}`;
}

function stageArn({ stage }: Routed, stageName: string): string {
  const { accountId, region, restApiId } = stage.document;
  return `arn:aws:execute-api:${region}:${accountId}:${restApiId}/${stageName}`;
}

/**
 * The path of a routed request in one spelling: slashes more than one, also inside a greedy variable, escapes
 * that need not be (RFC 3986, section 6.2.2.2) and those of static parts make no difference to which method
 * is found, so they must make none to whether it is allowed.
 */
function invokedPath({ method, pathParameters, address }: Routed): string {
  if (method.routeKey === '$default') return normalised(address.path);
  // Static parts stand as they were made, however the request spells them.
  if (!method.resourcePath.includes('{')) return method.resourcePath.replace(escaped, plain);
  const names = [...method.resourcePath.matchAll(variable)].map(([, name]) => name);
  // Of two variables of one name only the last value is known.
  const path =
    new Set(names).size < names.length
      ? address.path.replace(/\/+$/, '')
      : method.resourcePath.replace(variable, (_, name: string) => pathParameters?.[name] ?? '');
  return normalised(path);
}

const normalised = (path: string): string => path.replace(/\/{2,}/g, '/').replace(escaped, plain);

const escaped = /%[0-9A-Fa-f]{2}/g;
const variable = /\{([^}+]+)\+?\}/g;

function plain(escape: string): string {
  const character = String.fromCharCode(parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}
