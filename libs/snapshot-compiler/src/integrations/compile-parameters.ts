import { parseMappingDestination, parseMappingSource, type MappingSource } from '#libs/mapping-templates';
import type { ParameterMapping, SnapshotIntegrationResponse } from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import type { Complain } from './complain.js';

type Mappings = Readonly<Record<string, string>> | null;

/** `integration.request.header.X` and its like to where the value comes from; sorted by place and name. */
export function compileRequestParameters(
  mappings: Mappings,
  complain: Complain,
): readonly ParameterMapping[] {
  const compiled = entriesOf(mappings).flatMap(([key, value]): ParameterMapping[] => {
    const to = parseMappingDestination(key);
    const from = sourceOf(value, 'request', complain);
    if (!to.ok || to.expression.kind !== 'integrationRequest') {
      return [{ to: { location: 'header', name: key }, from: unreadable(key, complain) }];
    }
    return [{ to: { location: to.expression.place, name: to.expression.name }, from }];
  });
  return compiled.sort(
    (a, b) => compareText(a.to.location, b.to.location) || compareText(a.to.name, b.to.name),
  );
}

/** `method.response.header.X` to where the value comes from; sorted by name. */
export function compileResponseHeaders(
  mappings: Mappings,
  complain: Complain,
): SnapshotIntegrationResponse['headers'] {
  const compiled = entriesOf(mappings).flatMap(([key, value]) => {
    const to = parseMappingDestination(key);
    const from = sourceOf(value, 'response', complain);
    if (!to.ok || to.expression.kind !== 'methodResponse') {
      return [{ name: key, from: unreadable(key, complain) }];
    }
    return [{ name: to.expression.name, from }];
  });
  return compiled.sort((a, b) => compareText(a.name, b.name));
}

function entriesOf(mappings: Mappings): [string, string][] {
  return Object.entries(mappings ?? {}).sort(([a], [b]) => compareText(a, b));
}

/**
 * Requests are mapped from the method's request, responses from the integration's response; never the other
 * way round.
 */
function sourceOf(text: string, phase: 'request' | 'response', complain: Complain): MappingSource {
  const parsed = parseMappingSource(text);
  if (!parsed.ok) return unreadable(text, complain);
  const { kind } = parsed.expression;
  const wrongPhase =
    phase === 'request' ? kind.startsWith('integrationResponse') : kind.startsWith('methodRequest');
  return wrongPhase ? unreadable(text, complain) : parsed.expression;
}

/** As with templates: only the calls that come to it fail. */
function unreadable(text: string, complain: Complain): MappingSource {
  const message = `Invalid mapping expression specified: ${text}`;
  complain('bad-mapping-expression', message);
  return { kind: 'unreadable', message };
}
