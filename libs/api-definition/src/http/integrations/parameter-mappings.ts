import { badRequest, type DomainError } from '../../domain-error.js';
import { validationResult } from '../../rest/mappings/mapping-expression.js';
import { isReservedHeader } from './reserved-headers.js';

type Mappings = Readonly<Record<string, string>> | null;

/** Of requests, and of responses of each status (developer guide: parameter mapping). */
const MAPPINGS_MAX = 10;
/** Characters of a value; ours, AWS's is not published. */
const VALUE_LENGTH_MAX = 2048;

const name = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const requestKey = new RegExp(
  `^(?:(append|overwrite|remove):(?:header\\.(${name})|querystring\\.\\S+)|overwrite:path)$`,
);
const responseKey = new RegExp(`^(?:(append|overwrite|remove):header\\.(${name})|overwrite:statuscode)$`);

/**
 * What is wrong with the mappings of an HTTP API's requests, if anything (guide page "Parameter mapping").
 */
export function checkRequestMappings(mappings: Mappings): DomainError | null {
  return checkMappings(mappings, { key: requestKey, side: 'Request', source: requestSource });
}

/** The same of its responses, by the backend's status code. The text for a wrong code is AWS's. */
export function checkResponseMappings(
  byStatus: Readonly<Record<string, Readonly<Record<string, string>>>> | null,
): DomainError | null {
  for (const [statusCode, mappings] of Object.entries(byStatus ?? {})) {
    if (!/^[2-5]\d\d$/.test(statusCode)) return badRequest(`Status Code ${statusCode} is not valid`);
    const problem = checkMappings(mappings, { key: responseKey, side: 'Response', source: responseSource });
    if (problem) return problem;
  }
  return null;
}

/** What is wrong with the value of a service integration's parameter. */
export const checkParameterValue = (value: string): DomainError | null =>
  value.length <= VALUE_LENGTH_MAX && readsSources(value, requestSource) ? null : invalidValue(value);

interface Side {
  /** Its first group is the action, its second a header's name. */
  readonly key: RegExp;
  readonly side: 'Request' | 'Response';
  readonly source: RegExp;
}

function checkMappings(mappings: Mappings, { key, side, source }: Side): DomainError | null {
  const entries = Object.entries(mappings ?? {});
  if (entries.length > MAPPINGS_MAX) {
    return badRequest(`At most ${MAPPINGS_MAX} parameter mappings may be specified`);
  }
  const ofHeaders = new Set<string>();
  for (const [destination, value] of entries) {
    const read = key.exec(destination);
    if (!read) {
      return refused(`Invalid ${side} Actioned Parameter destination specified: ${destination}`);
    }
    const [, action, header] = read;
    if (header !== undefined && isReservedHeader(header)) {
      return refused(`Operations on header ${header} are restricted`);
    }
    // One name in two spellings: which of the two comes first nobody could tell.
    if (header !== undefined) {
      const operation = `${action} ${header.toLowerCase()}`;
      if (ofHeaders.has(operation)) {
        return refused(`Operation ${action} on header ${header} is specified more than once`);
      }
      ofHeaders.add(operation);
    }
    if (action === 'remove') {
      if (value !== '' && value !== "''") return invalidValue(value);
    } else if (value.length > VALUE_LENGTH_MAX || !readsSources(value, source)) return invalidValue(value);
    if (destination === 'overwrite:statuscode' && !value.includes('$') && !/^[2-5]\d\d$/.test(value)) {
      return badRequest(`Status Code ${value} is not valid`);
    }
  }
  return null;
}

/** Neither recursive descent nor filters (developer guide: parameter mapping). */
const jsonPath = String.raw`(?:\.(?!\.)|\[(?!\?))(?:(?!\.\.|\[\?|\?\().)+`;
const shared = String.raw`context\.[^\s{}]+|stageVariables\.[A-Za-z0-9_]+`;
const requestSource = new RegExp(
  String.raw`^(?:request\.(?:header\.${name}|querystring\.[^\s{}]+|path(?:\.[A-Za-z0-9._:-]+)?|body(?:${jsonPath})?)|${shared})$`,
);
const responseSource = new RegExp(
  String.raw`^(?:response\.(?:header\.${name}|body(?:${jsonPath})?)|${shared})$`,
);

/** A text with `${...}` in it, or one source behind a dollar sign, or a text that is taken as it is. */
function readsSources(value: string, source: RegExp): boolean {
  if (value.includes('${')) {
    const pieces = value.split('${').slice(1);
    return pieces.every((piece) => {
      const end = piece.indexOf('}');
      return end > 0 && source.test(piece.slice(0, end));
    });
  }
  return value.startsWith('$') ? source.test(value.slice(1)) : value !== '';
}

const invalidValue = (value: string): DomainError =>
  refused(`Invalid mapping expression specified: ${value.slice(0, 200)}`);

const refused = (error: string): DomainError =>
  badRequest(`Invalid mapping expression specified: ${validationResult(error)}`);
