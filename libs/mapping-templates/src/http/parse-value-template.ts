import { parseJsonPath } from '../json-path.js';
import { invalidMapping, type ParseMappingResult } from '../mapping-result.js';
import type { ValuePart, ValueTemplate } from './value-template.js';

const BRACED = /\$\{([^{}]*)\}/g;
const NAME = /^[A-Za-z0-9._$-]+$/;
// Claims of a user pool's own are called `custom:role`, `cognito:groups`.
const CONTEXT = /^[A-Za-z0-9_$-]+(?:\.[A-Za-z0-9_$:-]+)*$/;

/**
 * Reads the value of a mapping of an HTTP API (guide page "Transforming API requests and responses"), AWS's
 * text for a bad one: `$request.header.a` alone, any number of `${request.header.a}` in a text, or a text as
 * it is. `of`: whether the caller's request is mapped, or the backend's response, whose values those of
 * requests cannot read.
 */
export function parseValueTemplate(
  text: string,
  of: 'request' | 'response',
): ParseMappingResult<ValueTemplate> {
  // No control characters: values end up in headers and request lines.
  if (/[\u0000-\u001f\u007f]/.test(text)) return invalidMapping(text);
  const parts = text.includes('${') ? parseText(text, of) : parseWhole(text, of);
  return parts === null ? invalidMapping(text) : { ok: true, expression: { parts } };
}

function parseWhole(text: string, of: 'request' | 'response'): ValuePart[] | null {
  if (!text.startsWith('$')) return text === '' ? [] : [{ kind: 'text', text }];
  const part = parsePart(text.slice(1), of);
  return part && [part];
}

/** A dollar sign without a brace is text here. */
function parseText(text: string, of: 'request' | 'response'): ValuePart[] | null {
  const parts: ValuePart[] = [];
  let at = 0;
  for (const found of text.matchAll(BRACED)) {
    const part = parsePart(found[1]!, of);
    if (part === null) return null;
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) });
    parts.push(part);
    at = found.index + found[0].length;
  }
  const rest = text.slice(at);
  if (rest.includes('${')) return null;
  return rest === '' ? parts : [...parts, { kind: 'text', text: rest }];
}

function parsePart(expression: string, of: 'request' | 'response'): ValuePart | null {
  const [, root, rest] = /^([A-Za-z]+)\.(.+)$/.exec(expression) ?? [];
  if (root === undefined || rest === undefined) return null;
  switch (root) {
    case 'context':
      return CONTEXT.test(rest) ? { kind: 'context', path: rest.split('.') } : null;
    case 'stageVariables':
      return /^\w+$/.test(rest) ? { kind: 'stageVariable', name: rest } : null;
    case of:
      return of === 'request' ? parseRequest(rest) : parseResponse(rest);
    default:
      return null;
  }
}

function parseRequest(expression: string): ValuePart | null {
  if (expression === 'path') return { kind: 'requestPath' };
  const [, place, name = ''] = /^(header|querystring|path)\.(.+)$/.exec(expression) ?? [];
  if (place === undefined) return parseBody(expression, 'requestBody');
  if (!NAME.test(name)) return null;
  if (place === 'header') return { kind: 'requestHeader', name };
  return place === 'path' ? { kind: 'pathParameter', name } : { kind: 'requestQuerystring', name };
}

function parseResponse(expression: string): ValuePart | null {
  const [, name] = /^header\.(.+)$/.exec(expression) ?? [];
  if (name === undefined) return parseBody(expression, 'responseBody');
  return NAME.test(name) ? { kind: 'responseHeader', name } : null;
}

/** Neither recursive descent nor filters, as at AWS. */
function parseBody(expression: string, kind: 'requestBody' | 'responseBody'): ValuePart | null {
  const body = /^body(?:\.(.+)|(\[.+))?$/.exec(expression);
  if (body === null) return null;
  const jsonPath = parseJsonPath(body[1] ?? body[2] ?? '');
  return jsonPath === undefined ? null : { kind, jsonPath };
}
