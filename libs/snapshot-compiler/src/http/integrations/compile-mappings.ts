import { parseValueTemplate, type ValueTemplate } from '#libs/mapping-templates';
import type { RequestParameterMapping, ResponseParameterMapping } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import type { Complain } from '../../integrations/complain.js';
import { compareKeys, parseParameterKey } from './parameter-key.js';

type Mappings = Readonly<Record<string, string>>;

/** A mapped value, read; complained about and left out where it cannot be. */
export function compileValue(
  text: string,
  of: 'request' | 'response',
  complain: Complain,
): ValueTemplate | null {
  const parsed = parseValueTemplate(text, of);
  if (parsed.ok) return parsed.expression;
  complain('bad-parameter-mapping', parsed.error.message);
  return null;
}

/** Changes to requests, in the order in which they are made. */
export function compileRequestMappings(mappings: Mappings, complain: Complain): RequestParameterMapping[] {
  return compileMappings(mappings, 'request', complain) as RequestParameterMapping[];
}

/** Changes to responses, in the order in which they are made. */
export function compileResponseMappings(mappings: Mappings, complain: Complain): ResponseParameterMapping[] {
  return compileMappings(mappings, 'response', complain) as ResponseParameterMapping[];
}

function compileMappings(mappings: Mappings, of: 'request' | 'response', complain: Complain) {
  const read = Object.entries(mappings)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([text, value]) => {
      const key = parseParameterKey(text, of);
      if (typeof key !== 'string') return [{ key, value }];
      complain('bad-parameter-mapping', key);
      return [];
    });
  return read
    .sort((a, b) => compareKeys(a.key, b.key))
    .flatMap(({ key: { action, place, name }, value }) => {
      const named = name === '' ? { action, place } : { action, place, name };
      if (action === 'remove') return [named];
      const template = compileValue(value, of, complain);
      return template === null ? [] : [{ ...named, value: template }];
    });
}
