import { readResultPath, readJson, readJsonPath } from './json-path.js';
import type { JsonPath, MappingSource } from './mapping-expression.js';
import { contextValue, ownMember, printValue, type TemplateScope, type Values } from './template-scope.js';

/** All values of a parameter, by name. */
export type MultiValues = Readonly<Record<string, readonly string[] | undefined>>;

/** What a parameter mapping can read. `params` and `context` are those of templates. */
export interface MappingScope extends Pick<TemplateScope, 'params' | 'context' | 'stageVariables'> {
  readonly multiValueQuerystring: MultiValues;
  readonly multiValueHeader: MultiValues;
  /** The method request's body as text. */
  readonly requestBody: string;
  /** `null` until the integration has answered. */
  readonly integrationResponse: {
    readonly header: Values;
    readonly multiValueHeader: MultiValues;
    readonly body: string;
  } | null;
}

/**
 * One value, several (multi-value sources), or `undefined` when the source has none: the mapping then writes
 * nothing.
 */
export type MappedValue = string | readonly string[] | undefined;

/** Turns a mapping source into a function, once per activation. */
export function compileMappingSource(source: MappingSource): (scope: MappingScope) => MappedValue {
  switch (source.kind) {
    case 'unreadable':
      // The gateway refuses the call before it asks.
      return () => undefined;
    case 'static':
      return () => source.value;
    case 'stageVariable':
      return ({ stageVariables }) => ownMember(stageVariables, source.name);
    case 'context':
      return ({ context }) => {
        const value = contextValue(context, source.path);
        return value === undefined || value === null || typeof value === 'object'
          ? undefined
          : printValue(value);
      };
    case 'methodRequest':
      return readMethodRequest(source);
    case 'methodRequestBody':
      return (scope) => readBody(scope, scope.requestBody, source.jsonPath, readJsonPath);
    case 'integrationResponse':
      return ({ integrationResponse }) => {
        if (integrationResponse === null) return undefined;
        return source.place === 'header'
          ? ownMember(integrationResponse.header, source.name)
          : ownMember(integrationResponse.multiValueHeader, source.name);
      };
    case 'integrationResponseBody':
      return ({ integrationResponse }) =>
        integrationResponse === null
          ? undefined
          : readBody(integrationResponse, integrationResponse.body, source.jsonPath, readResultPath);
  }
}

function readMethodRequest({
  place,
  name,
}: MappingSource & { kind: 'methodRequest' }): (scope: MappingScope) => MappedValue {
  switch (place) {
    case 'path':
    case 'querystring':
    case 'header':
      return ({ params }) => ownMember(params[place], name);
    case 'multivaluequerystring':
      return ({ multiValueQuerystring }) => ownMember(multiValueQuerystring, name);
    case 'multivalueheader':
      return ({ multiValueHeader }) => ownMember(multiValueHeader, name);
  }
}

/**
 * What the body in a scope says. A mapping that reads a part of it is seldom alone, and bodies have
 * megabytes.
 */
const documents = new WeakMap<object, { readonly text: string; readonly document: unknown }>();

function readBody(
  scope: object,
  text: string,
  jsonPath: JsonPath,
  read: typeof readJsonPath,
): string | undefined {
  if (jsonPath.length === 0) return text;
  let known = documents.get(scope);
  if (known?.text !== text) documents.set(scope, (known = { text, document: readJson(text) }));
  return read(known.document, jsonPath);
}
