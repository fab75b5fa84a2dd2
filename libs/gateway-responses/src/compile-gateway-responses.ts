import {
  compileMappingSource,
  parseMappingDestination,
  parseMappingSource,
  renderGatewayResponseTemplate,
  type GatewayResponseScope,
  type MappedValue,
} from '#libs/mapping-templates';
import { gatewayResponseTypes, type GatewayResponseTypeName } from './gateway-response-types.js';
import { safeHeaderValue, isFramingHeader } from './response-header.js';
import {
  defaultResponseTemplates,
  resolveGatewayResponse,
  type GatewayResponseCustomisations,
} from './resolve-gateway-response.js';

/** One refused request. */
export interface GatewayRefusal {
  readonly scope: GatewayResponseScope;
  /** The request's Accept header, for the choice of template. */
  readonly accept?: string | undefined;
  /** In place of the type's built-in status. One that the author set stands. */
  readonly status?: number | undefined;
  /** In place of the type's text, such as `Missing required request parameters: [q1]`. */
  readonly message?: string | undefined;
  /** In place of the type's `x-amzn-ErrorType`. */
  readonly errorName?: string | undefined;
  /** `$context.error.validationErrorString`. */
  readonly validationErrorString?: string | undefined;
  /**
   * True: the execution of a method answers, whose built-in text has a blank behind the colon; the front
   * end's has none (recorded: error bodies).
   */
  readonly inExecution?: boolean | undefined;
}

/**
 * The response to a refused request. Headers are `Content-Type`, `x-amzn-ErrorType` and what the author set,
 * spelled as the author spells them; no name is there twice in two spellings. Request ids, date and framing
 * are the listener's.
 */
export interface GatewayReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers refusals of one API. */
export type GatewayResponder = (type: GatewayResponseTypeName, refusal: GatewayRefusal) => GatewayReply;

/**
 * Prepares all responses of an API, once per activation; nothing is parsed per request. Mappings that cannot
 * be read write nothing (`findGatewayResponseProblems` names them when the API is compiled).
 */
export function compileGatewayResponses(customisations: GatewayResponseCustomisations): GatewayResponder {
  const names = Object.keys(gatewayResponseTypes) as GatewayResponseTypeName[];
  const compiled = new Map(names.map((name) => [name, compileType(name, customisations)]));
  return (type, refusal) => compiled.get(type)!(refusal);
}

/** The same for a single response, where nothing can be prepared. */
export function renderGatewayResponse(
  type: GatewayResponseTypeName,
  customisations: GatewayResponseCustomisations,
  refusal: GatewayRefusal,
): GatewayReply {
  return compileType(type, customisations)(refusal);
}

function compileType(
  name: GatewayResponseTypeName,
  customisations: GatewayResponseCustomisations,
): (refusal: GatewayRefusal) => GatewayReply {
  // REQUEST_TOO_LARGE cannot be customised (guide page "Gateway response types"): the request was not read to
  // its end.
  const resolved = resolveGatewayResponse(name, name === 'REQUEST_TOO_LARGE' ? {} : customisations);
  const { message: defaultMessage, errorName: defaultErrorName } = gatewayResponseTypes[name];
  const { responseTemplates, servedStatusCode, servedStatusIsSet } = resolved;
  const writers = compileHeaders(resolved.responseParameters);
  const isBuiltIn = responseTemplates === defaultResponseTemplates;

  return (refusal) => {
    const status = servedStatusIsSet ? servedStatusCode : (refusal.status ?? servedStatusCode);
    const message = refusal.message ?? defaultMessage;
    const errorName = refusal.errorName ?? defaultErrorName;
    const messageString = JSON.stringify(message);
    const builtIn = (): string =>
      refusal.inExecution ? `{"message": ${messageString}}` : `{"message":${messageString}}`;
    if (isBuiltIn && writers.length === 0) {
      return { status, headers: ownHeaders('application/json', errorName), body: builtIn() };
    }
    const error = {
      message,
      messageString,
      responseType: name,
      validationErrorString: refusal.validationErrorString ?? null,
    };
    const scope = { ...refusal.scope, context: { ...refusal.scope.context, error } };
    const mediaType = chooseTemplate(responseTemplates, refusal.accept);
    const headers = ownHeaders(mediaType, errorName);
    for (const { header, read } of writers) {
      const value = read(scope);
      if (value === undefined) continue;
      const own = header.toLowerCase();
      // In place of ours, and spelled as the author's.
      if (own === 'content-type') delete headers['Content-Type'];
      if (own === 'x-amzn-errortype') delete headers['x-amzn-ErrorType'];
      headers[header] = safeHeaderValue(typeof value === 'string' ? value : value.join(','));
    }
    const body = isBuiltIn ? builtIn() : renderGatewayResponseTemplate(responseTemplates[mediaType]!, scope);
    return { status, headers, body };
  };
}

function ownHeaders(mediaType: string, errorName: string): Record<string, string> {
  return { 'Content-Type': mediaType, 'x-amzn-ErrorType': errorName };
}

interface HeaderWriter {
  readonly header: string;
  readonly read: (scope: GatewayResponseScope) => MappedValue;
}

/** Of a name in two spellings the last counts. */
function compileHeaders(parameters: Readonly<Record<string, string>>): HeaderWriter[] {
  const writers = new Map<string, HeaderWriter>();
  for (const [key, value] of Object.entries(parameters)) {
    const destination = parseMappingDestination(key);
    const source = parseMappingSource(value);
    if (!destination.ok || !source.ok) continue;
    const { expression } = destination;
    if (expression.kind !== 'gatewayResponse' || expression.place !== 'header') continue;
    const lower = expression.name.toLowerCase();
    if (isFramingHeader(lower)) continue;
    const read = compileMappingSource(source.expression);
    writers.set(lower, {
      header: expression.name,
      read: (scope) => read({ ...scope, ...NOTHING_MORE }),
    });
  }
  return [...writers.values()];
}

// A refused request has no integration's response, and its body may not have been read.
const NOTHING_MORE = {
  multiValueQuerystring: {},
  multiValueHeader: {},
  requestBody: '',
  integrationResponse: null,
} as const;

/**
 * The template for the first media type of Accept, else the first there is (recorded for mapping templates).
 */
function chooseTemplate(templates: Readonly<Record<string, string>>, accept: string | undefined): string {
  const wanted = accept?.split(/[,;]/, 1)[0]?.trim().toLowerCase() ?? 'application/json';
  return Object.hasOwn(templates, wanted) ? wanted : Object.keys(templates)[0]!;
}
