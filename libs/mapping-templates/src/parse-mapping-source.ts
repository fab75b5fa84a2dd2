import { parseJsonPath } from './json-path.js';
import type { MappingSource } from './mapping-expression.js';
import { invalidMapping, MAPPED_NAME, type ParseMappingResult } from './mapping-result.js';

const METHOD_REQUEST = new RegExp(
  `^method\\.request\\.(path|querystring|header|multivaluequerystring|multivalueheader)\\.${MAPPED_NAME}$`,
);
const INTEGRATION_RESPONSE = new RegExp(
  `^integration\\.response\\.(header|multivalueheader)\\.${MAPPED_NAME}$`,
);
const BODY = /^(method\.request|integration\.response)\.body(?:\.(.+))?$/;
const STAGE_VARIABLE = new RegExp(`^stageVariables\\.${MAPPED_NAME}$`);
// Claims of a user pool's own are called `custom:role`, `cognito:groups`.
const CONTEXT = /^context\.([a-zA-Z0-9_$-]+(?:\.[a-zA-Z0-9_$:-]+)*)$/;
// No control characters: a static value ends up in headers and request lines.
const STATIC = /^'([^\u0000-\u001f\u007f]*)'$/;

/** Reads the value of a parameter mapping, AWS's text for a bad one. */
export function parseMappingSource(text: string): ParseMappingResult<MappingSource> {
  const fixed = STATIC.exec(text);
  if (fixed !== null) return valid({ kind: 'static', value: fixed[1]! });
  const request = METHOD_REQUEST.exec(text);
  if (request !== null) {
    const place = request[1] as (MappingSource & { kind: 'methodRequest' })['place'];
    return valid({ kind: 'methodRequest', place, name: request[2]! });
  }
  const response = INTEGRATION_RESPONSE.exec(text);
  if (response !== null) {
    return valid({
      kind: 'integrationResponse',
      place: response[1] as 'header' | 'multivalueheader',
      name: response[2]!,
    });
  }
  const body = BODY.exec(text);
  if (body !== null) {
    const jsonPath = parseJsonPath(body[2] ?? '');
    if (jsonPath === undefined) return invalidMapping(text);
    return valid({
      kind: body[1] === 'method.request' ? 'methodRequestBody' : 'integrationResponseBody',
      jsonPath,
    });
  }
  const stageVariable = STAGE_VARIABLE.exec(text);
  if (stageVariable !== null) return valid({ kind: 'stageVariable', name: stageVariable[1]! });
  const context = CONTEXT.exec(text);
  if (context !== null) return valid({ kind: 'context', path: context[1]!.split('.') });
  return invalidMapping(text);
}

const valid = <E>(expression: E) => ({ ok: true, expression }) as const;
