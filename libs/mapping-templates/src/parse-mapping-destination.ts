import type { MappingDestination } from './mapping-expression.js';
import { invalidMapping, MAPPED_NAME, type ParseMappingResult } from './mapping-result.js';

const DESTINATION = new RegExp(
  `^(?:(integration\\.request|gatewayresponse)\\.(path|querystring|header)|(method\\.response)\\.(header))\\.${MAPPED_NAME}$`,
);

/** Reads the key of a parameter mapping; AWS's text for a bad one. */
export function parseMappingDestination(text: string): ParseMappingResult<MappingDestination> {
  const found = DESTINATION.exec(text);
  if (found === null) return invalidMapping(text);
  const name = found[5]!;
  if (found[3] !== undefined)
    return { ok: true, expression: { kind: 'methodResponse', place: 'header', name } };
  const place = found[2] as 'path' | 'querystring' | 'header';
  const kind = found[1] === 'gatewayresponse' ? 'gatewayResponse' : 'integrationRequest';
  return { ok: true, expression: { kind, place, name } };
}
