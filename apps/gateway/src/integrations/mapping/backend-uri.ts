import { compileUriTemplate, type UriTemplate, type UriValues } from '#libs/mapping-templates';
import { hasDotSegment } from '../../http/dot-segment.js';

/** Where a call goes, or why nowhere. */
export type BackendUri =
  | { readonly ok: true; readonly origin: string; readonly path: string; readonly query: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Turns an integration's URI into a function that gives origin, path and query. A URI whose host does not
 * depend on the request is taken apart once. The path goes on as it was written: a URL parser would resolve
 * dot segments and rewrite escapes.
 */
export function compileBackendUri(uri: UriTemplate): (values: UriValues) => BackendUri {
  const render = compileUriTemplate(uri);
  const isFilledIn = uri.parts.some(({ kind }) => kind === 'pathParameter');
  const first = uri.parts[0];
  const fixedEnd = first?.kind === 'text' ? endOfAuthority(first.text) : -1;
  // A text that ends inside its authority may go on in the next part, unless there is none.
  const authority =
    first?.kind !== 'text'
      ? null
      : fixedEnd < first.text.length
        ? first.text.slice(0, fixedEnd)
        : uri.parts.length === 1
          ? first.text
          : null;
  const fixedOrigin = authority === null ? null : originOf(authority);

  function locate(values: UriValues): BackendUri {
    const rendered = render(values);
    if (!rendered.ok) return { ok: false, reason: `${rendered.error.code}: ${rendered.error.name}` };
    const text = rendered.uri;
    const end = authority === null ? endOfAuthority(text) : authority.length;
    const origin = fixedOrigin ?? originOf(text.slice(0, end));
    if (origin === null) return { ok: false, reason: 'the integration URI is no HTTP URL' };
    const target = splitTarget(text.slice(end));
    // A path is looked at on its way in, but a mapping can take the value from a header or a query parameter.
    if (isFilledIn && hasDotSegment(target.path))
      return { ok: false, reason: 'a mapped value is a dot segment' };
    return { ok: true, origin, path: target.path, query: target.query };
  }

  if (isFilledIn) return locate;
  if (uri.parts.every(({ kind }) => kind === 'text')) {
    const located = locate({ path: noValues, stageVariables: noValues });
    return () => located;
  }
  // The same for every request of a stage, whose variables never change.
  const located = new WeakMap<UriValues['stageVariables'], BackendUri>();
  return (values) => {
    let known = located.get(values.stageVariables);
    if (!known) located.set(values.stageVariables, (known = locate(values)));
    return known;
  };
}

const noValues = Object.freeze({});

function endOfAuthority(uri: string): number {
  const scheme = uri.indexOf('://');
  if (scheme < 0) return uri.length;
  for (let index = scheme + 3; index < uri.length; index++) {
    const code = uri.charCodeAt(index);
    if (code === SLASH || code === QUESTION || code === HASH) return index;
  }
  return uri.length;
}

const SLASH = 47;
const QUESTION = 63;
const HASH = 35;

function originOf(authority: string): string | null {
  if (!URL.canParse(authority)) return null;
  const url = new URL(authority);
  // Credentials in a URL would be dropped in silence; an API that relies on them must not seem to work.
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) return null;
  return url.origin;
}

const notInTarget = /[^\u0021-\u007e]+/g;

/**
 * Splits what follows the host into path and query, without the fragment; what no request line may hold is
 * escaped.
 */
export function splitTarget(rest: string): { path: string; query: string } {
  const hash = rest.indexOf('#');
  let target = hash < 0 ? rest : rest.slice(0, hash);
  target = target.replace(notInTarget, (unsafe) =>
    encodeURIComponent(Buffer.from(unsafe, 'utf8').toString('utf8')),
  );
  const question = target.indexOf('?');
  if (question < 0) return { path: target === '' ? '/' : target, query: '' };
  return { path: question === 0 ? '/' : target.slice(0, question), query: target.slice(question + 1) };
}
