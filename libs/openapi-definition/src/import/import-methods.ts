import type { Method, Resource } from '#libs/api-definition';
import { entriesOf, isMap, member } from '../document/read-value.js';
import { basePathPrefix } from './base-path.js';
import { followReference } from './follow-reference.js';
import type { ImportOptions } from './import-definition.js';
import { importMethod, type MethodContext } from './import-method.js';
import type { ImportedResources } from './import-resources.js';

/** The verbs of a path item; `trace` of OpenAPI 3 is no method here. */
const verbs: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  patch: 'PATCH',
  options: 'OPTIONS',
  head: 'HEAD',
  'x-amazon-apigateway-any-method': 'ANY',
};

type MethodOptions = Pick<ImportOptions, 'basePathMode' | 'mode' | 'existing' | 'nextId'>;

/** Every operation of the document; its path makes its Resource. */
export function importMethods(
  context: MethodContext,
  resources: ImportedResources,
  { basePathMode, mode, existing, nextId }: MethodOptions,
): readonly Method[] {
  const { document, notes } = context;
  const prefix = basePathPrefix(document, basePathMode);
  const before = new Set(existing?.resources.map(({ id }) => id));
  // An overwritten RestApi's caches are not the old ones (recorded: PutRestApi); methods of one Resource
  // share theirs.
  const cacheNamespaces = new Map<string, string>();
  const cacheNamespaceOf = ({ id }: Resource): string => {
    const known = cacheNamespaces.get(id);
    if (known !== undefined) return known;
    const made = mode === 'overwrite' && before.has(id) ? nextId() : id;
    cacheNamespaces.set(id, made);
    return made;
  };
  const methods: Method[] = [];
  for (const [path, given] of entriesOf(member(document.root, 'paths'))) {
    if (path.startsWith('x-')) continue;
    const resource = resources.at(prefix + (path.startsWith('/') ? path : `/${path}`));
    const pathItem = followReference(document, given, notes);
    if (!resource) continue;
    for (const [verb, operation] of entriesOf(pathItem)) {
      if (verb === 'trace')
        notes.warnings.push(`Unsupported method 'TRACE' on path '${resource.path}'. Ignoring.`);
      if (!Object.hasOwn(verbs, verb) || !isMap(operation)) continue;
      const method = importMethod(
        context,
        { pathItem, operation },
        {
          place: { path: resource.path, httpMethod: verbs[verb]! },
          resource,
          cacheNamespace: cacheNamespaceOf(resource),
        },
      );
      if (method) methods.push(method);
    }
  }
  return methods;
}
