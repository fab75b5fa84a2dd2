import type { OpenApiDocument } from '../document/openapi-document.js';
import { resolveReference } from '../document/resolve-reference.js';
import {
  rootExtensions,
  authorizerExtensions,
  endpointExtensions,
  operationExtensions,
} from './extension-shapes.js';
import { httpRoot } from './http-shape.js';
import { flag, listOf, map, mapOf, namedOf, recordOf, referable, text, type Shape } from './shape.js';

/** What a document is read for: a REST API or an HTTP API. */
export type DocumentReader = 'rest' | 'http';

/**
 * Whether every part of a document that an import reads has the shape that it is read in. What has another
 * one would be lost without a word, a lock on a method among it; so the whole document is none (found:
 * `Invalid OpenAPI input.`). Schemas are maps; what is inside them is checked where they become Models.
 */
export function isWellShaped(document: OpenApiDocument, reader: DocumentReader): boolean {
  const root = reader === 'http' ? httpRoots[document.version] : roots[document.version];
  const seen = new Map<Shape, WeakSet<object>>();
  return root(document.root, {
    resolve: (reference) => resolveReference(document, reference),
    isNew: (shape, value) => {
      const values = seen.get(shape) ?? new WeakSet();
      seen.set(shape, values);
      return !values.has(value) && Boolean(values.add(value));
    },
  });
}

const texts = listOf(text);
const security = listOf(mapOf(texts));
const schema = map;
const header = referable(recordOf({ required: flag }));
const content = mapOf(recordOf({ schema }));
const parameter = referable(recordOf({ name: text, in: text, required: flag, schema }));
const requestBody = referable(recordOf({ content }));
const response = referable(recordOf({ headers: mapOf(header), schema, content }));
const securityScheme = referable(recordOf({ type: text, name: text, in: text, ...authorizerExtensions }));

const operation = recordOf({
  operationId: text,
  consumes: texts,
  produces: texts,
  parameters: listOf(parameter),
  requestBody,
  responses: namedOf(response),
  security,
  ...operationExtensions,
});

const pathItem = referable(
  recordOf({
    parameters: listOf(parameter),
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    patch: operation,
    options: operation,
    head: operation,
    'x-amazon-apigateway-any-method': operation,
  }),
);

const everyRoot = {
  info: recordOf({ title: text, version: text, description: text }),
  security,
  paths: namedOf(pathItem),
  ...rootExtensions,
};

const server = recordOf({
  url: text,
  variables: mapOf(recordOf({ default: text })),
  ...endpointExtensions,
});

/**
 * A reference that leads to what has the wrong shape is found where it is used: these are here for what
 * nothing uses.
 */
const roots: Readonly<Record<OpenApiDocument['version'], Shape>> = {
  swagger: recordOf({
    ...everyRoot,
    basePath: text,
    consumes: texts,
    produces: texts,
    parameters: mapOf(parameter),
    responses: namedOf(response),
    definitions: mapOf(schema),
    securityDefinitions: mapOf(securityScheme),
  }),
  oas30: recordOf({
    ...everyRoot,
    servers: listOf(server),
    components: recordOf({
      parameters: mapOf(parameter),
      headers: mapOf(header),
      requestBodies: mapOf(requestBody),
      responses: mapOf(response),
      schemas: mapOf(schema),
      securitySchemes: mapOf(securityScheme),
    }),
  }),
};

/** HTTP APIs know no Swagger (developer guide: importing an HTTP API). */
const httpRoots: Readonly<Record<OpenApiDocument['version'], Shape>> = {
  swagger: () => false,
  oas30: httpRoot,
};
