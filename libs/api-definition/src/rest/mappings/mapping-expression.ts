import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';

/**
 * Which sides of a mapping there are, and what each may name (developer guide: parameter mapping
 * expressions).
 */
const forms = {
  'method-request': /^method\.request\.(?:path|querystring|header)\.\S+$/,
  'method-response': /^method\.response\.header\.\S+$/,
  'integration-request': /^integration\.request\.(?:path|querystring|header)\.\S+$/,
  'integration-request-source':
    /^(?:method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\.\S+|method\.request\.body(?:[.[].*)?|stageVariables\.\S+|context\.\S+|'.*')$/s,
  'integration-response-source':
    /^(?:integration\.response\.(?:header|multivalueheader)\.\S+|integration\.response\.body(?:[.[].*)?|stageVariables\.\S+|context\.\S+|'.*')$/s,
} as const;

export type MappingSide = keyof typeof forms;

/**
 * Refuses what is not a mapping expression of that side. Names that the path or the response does not have
 * are fine.
 */
export function checkMapping(side: MappingSide, expression: string): Result<string> {
  return forms[side].test(expression) ? ok(expression) : fail(invalidMapping(expression));
}

/** Checks every key of a map and, where the values are expressions too, every value. */
export function checkMappings(
  map: Readonly<Record<string, unknown>> | null,
  keySide: MappingSide,
  valueSide?: MappingSide,
): DomainError | undefined {
  for (const [key, value] of Object.entries(map ?? {})) {
    if (!forms[keySide].test(key)) return invalidMapping(key);
    if (!parameterName.test(key.split('.').slice(3).join('.'))) return invalidParameterName();
    if (valueSide && (typeof value !== 'string' || !forms[valueSide].test(value)))
      return invalidMapping(String(value));
  }
  return undefined;
}

const invalidMapping = (expression: string): DomainError =>
  refusedMapping(`Invalid mapping expression specified: ${expression}`);

/**
 * Of what is declared or made by a mapping, such as `filter[name]`, which is none (developer guide: parameter
 * mapping; found: import).
 */
const parameterName = /^[a-zA-Z0-9._$-]+$/;

const invalidParameterName = (): DomainError =>
  refusedMapping(`Parameter name should match the following regular expression: ${parameterName.source}`);

const refusedMapping = (error: string): DomainError =>
  badRequest(`Invalid mapping expression specified: ${validationResult(error)}`);

/** How AWS prints what its own validator has found (recorded: methods, integration responses). */
export const validationResult = (error: string): string =>
  `Validation Result: warnings : [], errors : [${error}]`;
