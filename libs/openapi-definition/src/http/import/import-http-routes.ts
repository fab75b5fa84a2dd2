import {
  checkRoute,
  DEFAULT_ROUTE_KEY,
  hasRestFeatures,
  integrationOfTarget,
  newRoute,
  RouteKeys,
  type HttpIntegration,
  type HttpRoute,
  type Tags,
} from '#libs/api-definition';
import { entriesOf, isMap, isTrue, member, textOf } from '../../document/read-value.js';
import type { OpenApiDocument } from '../../document/openapi-document.js';
import { basePathPrefix } from '../../import/base-path.js';
import { followReference } from '../../import/follow-reference.js';
import type { HttpImportNotes } from './http-import-notes.js';
import type { HttpImportOptions } from './import-http-definition.js';
import type { HttpSecurityScheme } from './import-http-security.js';
import { IntegrationImports } from './integration-imports.js';
import { routeSecurity } from './route-security.js';

interface Importing {
  readonly document: OpenApiDocument;
  readonly schemes: ReadonlyMap<string, HttpSecurityScheme>;
  readonly tags: Tags;
  readonly notes: HttpImportNotes;
}

/** One operation of the document and the key of the route that it becomes. */
interface Operation {
  readonly routeKey: string;
  readonly operation: unknown;
}

/** Every operation as a route, with the integrations that they lead to. */
export function importHttpRoutes(
  importing: Importing,
  options: HttpImportOptions,
): { readonly routes: readonly HttpRoute[]; readonly integrations: readonly HttpIntegration[] } {
  const { document, schemes, tags, notes } = importing;
  const { apiId, existing, nextId } = options;
  const before = new Map(existing?.routes.map((route) => [route.routeKey, route]));
  const integrations = new IntegrationImports(document, options, notes);
  const authorizers = new Map(
    [...schemes.values()].flatMap((scheme) =>
      scheme.kind === 'authorizer' ? [[scheme.authorizer.authorizerId, scheme.authorizer] as const] : [],
    ),
  );
  const routes: HttpRoute[] = [];
  const keys = new RouteKeys();
  for (const { routeKey, operation } of operationsOf(document, options, notes)) {
    const old = before.get(routeKey);
    const target = integrations.of(operation, routeKey, integrationOfTarget(old?.target ?? null));
    const security = routeSecurity(
      { operation, root: document.root },
      schemes,
      { routeKey, hasRestFeatures: hasRestFeatures(tags) },
      notes,
    );
    const operationName = operationNameOf(operation, routeKey, notes);
    const route = {
      ...newRoute(
        { routeKey, ...(operationName !== null && { operationName }) },
        { apiId, routeId: old?.routeId ?? nextId() },
      ),
      ...security,
      target: target && `integrations/${target}`,
    };
    const checked = checkRoute(
      route,
      { protocolType: 'HTTP', tags },
      { integrationIds: integrations.ids, authorizers, modelNames: new Set() },
    );
    const problem = checked.ok ? keys.conflictWith(routeKey) : checked.error;
    if (problem) {
      notes.errors.push(`Unable to create route '${routeKey}': ${problem.message}`);
      continue;
    }
    routes.push(route);
    keys.add(routeKey);
  }
  return { routes, integrations: integrations.all() };
}

const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;
const anyMethod = 'x-amazon-apigateway-any-method';

function operationsOf(
  document: OpenApiDocument,
  { basePathMode }: HttpImportOptions,
  notes: HttpImportNotes,
): readonly Operation[] {
  const prefix = basePathPrefix(document, basePathMode);
  return entriesOf(member(document.root, 'paths')).flatMap(([given, reference]) => {
    if (given.startsWith('x-')) return [];
    const item = followReference(document, reference, notes);
    const path = `${prefix}${given}`.replace(/(.)\/$/, '$1');
    if (member(item, 'trace') !== undefined) {
      notes.warnings.push(`Method 'TRACE' is not supported for HTTP APIs: '${path}'. Ignoring.`);
    }
    const operations = verbs.flatMap((verb): Operation[] => {
      const operation = member(item, verb);
      return isMap(operation) ? [{ routeKey: `${verb.toUpperCase()} ${path}`, operation }] : [];
    });
    const any = member(item, anyMethod);
    const isDefault = given === '/$default' || isTrue(member(any, 'isDefaultRoute'));
    const routeKey = isDefault ? DEFAULT_ROUTE_KEY : `ANY ${path}`;
    const all = isMap(any) ? [...operations, { routeKey, operation: any }] : operations;
    for (const one of all) sayWhatIsLeftOut(one, notes);
    return all;
  });
}

/** Sound in OpenAPI, and without a meaning here: an HTTP API does not look into requests. */
function sayWhatIsLeftOut({ routeKey, operation }: Operation, notes: HttpImportNotes): void {
  if (member(operation, 'requestBody') !== undefined) {
    notes.infos.push(`Request bodies are not supported for HTTP APIs: '${routeKey}'. Ignoring.`);
  }
}

const OPERATION_NAME_MAX = 64;

function operationNameOf(operation: unknown, routeKey: string, notes: HttpImportNotes): string | null {
  const name = textOf(member(operation, 'operationId')) || null;
  if (name === null || name.length <= OPERATION_NAME_MAX) return name;
  notes.infos.push(
    `The operationId of '${routeKey}' has more than ${OPERATION_NAME_MAX} characters. Ignoring.`,
  );
  return null;
}
