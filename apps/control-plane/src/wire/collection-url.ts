import { v1, type Operation } from '#libs/aws-wire';

/**
 * The URL of a list in place of one that asks for an element without naming it: AWS answers `GET /restapis/`
 * with the list (found). Null for every other URL.
 */
export function collectionUrl(method: string | undefined, url: string): string | null {
  if (method !== 'GET') return null;
  const queryStart = url.indexOf('?');
  const path = queryStart < 0 ? url : url.slice(0, queryStart);
  if (!path.endsWith('/') || !isCollection(path.slice(0, -1))) return null;
  return path.slice(0, -1) + url.slice(path.length);
}

/** Paths of lists that have a GET of single elements below them; each variable is any segment. */
const collections: readonly RegExp[] = (() => {
  const uris = Object.values<unknown>(v1)
    .filter(isOperation)
    .filter(({ method }) => method === 'GET')
    .map(({ uri }) => uri.split('?')[0]!);
  return uris
    .filter((uri) =>
      uris.some((other) => other.startsWith(`${uri}/{`) && !other.slice(uri.length + 1).includes('/')),
    )
    .map((uri) => new RegExp(`^${uri.replace(/\{[^}]+\}/g, '[^/]+')}$`));
})();

const isCollection = (path: string): boolean => collections.some((collection) => collection.test(path));

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'uri' in value && 'method' in value;
}
