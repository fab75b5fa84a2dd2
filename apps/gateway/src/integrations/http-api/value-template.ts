import {
  compileMappingSource,
  type JsonPath,
  type MappingScope,
  type ValueTemplate,
} from '#libs/mapping-templates';
import type { Received, Routed } from '../../invocation/invocation.js';
import { requestScope } from '../../invocation/request-scope.js';
import { joinedHeaders, joinedQuery, decodedParameters } from '../../invocation/http-api/http-values.js';
import { fromRoot } from '../../invocation/api-address.js';

/** What a mapped value comes to for a request or a response; undefined when nothing of it is there. */
export type ReadValue = (values: MappedValues) => string | undefined;

/**
 * Characters of a body that a path into it looks at (guide page "Parameter mapping for HTTP APIs": 100 KB).
 */
const searchedCharsMax = 100 * 1024;

/** What mappings of a request see of it: as it came. Each part is made when it is first asked for. */
export class MappedValues {
  private lazyHeaders: Record<string, string> | null = null;
  private lazyQuery: Record<string, string> | null = null;
  private lazyResponseHeaders: Record<string, string> | null = null;
  private readonly searched = new Map<string, MappingScope>();

  constructor(readonly invocation: Routed) {}

  get headers(): Readonly<Record<string, string>> {
    return (this.lazyHeaders ??= joinedHeaders(requestScope(this.invocation).headers));
  }

  get query(): Readonly<Record<string, string>> {
    return (this.lazyQuery ??= joinedQuery(this.invocation.address.query));
  }

  /** Of what the integration has answered. */
  get responseHeaders(): Readonly<Record<string, string>> {
    const { response } = this.invocation as Received;
    return (this.lazyResponseHeaders ??= joinedHeaders(response?.headers ?? []));
  }

  body(of: 'request' | 'response', jsonPath: JsonPath): string | undefined {
    const text = this.bodyText(of);
    if (jsonPath.length === 0) return text;
    let scope = this.searched.get(of);
    if (scope === undefined) {
      scope = { requestBody: text.slice(0, searchedCharsMax) } as MappingScope;
      this.searched.set(of, scope);
    }
    const value = compileMappingSource({ kind: 'methodRequestBody', jsonPath })(scope);
    return typeof value === 'string' ? value : value?.join(',');
  }

  private bodyText(of: 'request' | 'response'): string {
    if (of === 'request') return requestScope(this.invocation).body;
    const body = this.invocation.response?.body ?? null;
    // A response that is mapped by its body was read whole.
    return typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString('utf8') : '';
  }
}

/**
 * Compiles a value. A part without a value is empty beside others; a value of which no part is there is
 * undefined, and its mapping does nothing.
 */
export function compileValue({ parts }: ValueTemplate): ReadValue {
  const readers = parts.map((part) => readerOf(part));
  if (readers.length === 0) return () => '';
  if (readers.length === 1) return readers[0]!;
  return (values) => {
    const read = readers.map((reader) => reader(values));
    return read.every((value) => value === undefined) ? undefined : read.map((value) => value ?? '').join('');
  };
}

function readerOf(part: ValueTemplate['parts'][number]): ReadValue {
  switch (part.kind) {
    case 'text':
      return () => part.text;
    case 'requestHeader': {
      const lower = part.name.toLowerCase();
      return ({ headers }) => own(headers, lower);
    }
    case 'requestQuerystring':
      return ({ query }) => own(query, part.name);
    case 'requestPath':
      return ({ invocation }) => fromRoot(invocation.address.path);
    case 'pathParameter':
      return ({ invocation }) => own(decodedParameters(invocation.pathParameters) ?? {}, part.name);
    case 'requestBody':
      return (values) => values.body('request', part.jsonPath);
    case 'responseHeader': {
      const lower = part.name.toLowerCase();
      return ({ responseHeaders }) => own(responseHeaders, lower);
    }
    case 'responseBody':
      return (values) => values.body('response', part.jsonPath);
    case 'context':
      return ({ invocation }) => contextText(requestScope(invocation).context, part.path);
    case 'stageVariable':
      return ({ invocation }) => own(invocation.stage.release.variables, part.name);
  }
}

function contextText(context: unknown, path: readonly string[]): string | undefined {
  let value: unknown = context;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Whether a value is read from the body of a request or response, which must be in memory then. */
export const readsBody = ({ parts }: ValueTemplate): boolean =>
  parts.some(({ kind }) => kind === 'requestBody' || kind === 'responseBody');
