/** A small definition that uses a corner seen in published ones, and what calls of it must get. */
export interface Corner {
  readonly name: string;
  /** An OpenAPI document; a text is sent as it is. */
  readonly document: (backend: Backend) => object | string;
  readonly calls: readonly Call[];
}

/** What definitions may call. */
export interface Backend {
  /** Responds with what it was asked: method, url, headers, body. */
  readonly url: string;
  /** The integration URI of a function; the name may have an alias. */
  readonly functionUri: (name: string) => string;
  /** The integration URI of a service, such as `sqs:path/000000000000/q`. */
  readonly serviceUri: (rest: string) => string;
}

/** A call below the stage. */
export interface Call {
  readonly path: string;
  readonly init?: RequestInit;
  readonly status: number;
  /** A text as it is, or what JSON must have. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const swagger = (paths: object, more: object = {}) => ({
  swagger: '2.0',
  info: { title: 'corner', version: '1.0' },
  paths,
  ...more,
});

export const openapi = (paths: object, more: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'corner', version: '1.0' },
  paths,
  ...more,
});

/** An operation with its integration. */
export const operation = (integration: object, more: object = {}) => ({
  responses: { 200: { description: '200 response' } },
  ...more,
  'x-amazon-apigateway-integration': integration,
});

/** A MOCK integration whose one response has this template. */
export const mock = (template: string, more: object = {}) => ({
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  ...more,
});

export const sending = (body: string, contentType = 'application/json', method = 'POST'): RequestInit => ({
  method,
  body,
  headers: { 'content-type': contentType },
});

/** How operations that make nothing of the response pass it on. */
export const passedOn = { default: { statusCode: '200' } };
