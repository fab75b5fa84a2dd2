import { elementsOf, entriesOf, member, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';

/** What becomes of a document's base path (developer guide: basePath). */
export const basePathModes = ['ignore', 'prepend', 'split'] as const;
export type BasePathMode = (typeof basePathModes)[number];

/** What comes before every path of the document; '' or `/a/b`. */
export function basePathPrefix(document: OpenApiDocument, mode: BasePathMode): string {
  if (mode === 'ignore') return '';
  const segments = basePathOf(document)
    .split('/')
    .filter((segment) => segment !== '');
  const kept = mode === 'split' ? segments.slice(1) : segments;
  return kept.map((segment) => `/${segment}`).join('');
}

/**
 * OpenAPI 3: a server variable `basePath`, even one that the url does not mention, else the path of the url
 * (recorded: import).
 */
function basePathOf({ version, root }: OpenApiDocument): string {
  if (version === 'swagger') return textOf(member(root, 'basePath')) ?? '';
  const [server] = elementsOf(member(root, 'servers'));
  const variables = member(server, 'variables');
  const variable = textOf(member(member(variables, 'basePath'), 'default'));
  if (variable !== undefined) return variable;
  let url = textOf(member(server, 'url')) ?? '';
  for (const [name, value] of entriesOf(variables)) {
    url = url.replaceAll(`{${name}}`, textOf(member(value, 'default')) ?? '');
  }
  return url
    .replace(/^[a-z][a-z0-9+.-]*:/i, '')
    .replace(/^\/\/[^/]*/, '')
    .replace(/[?#].*$/s, '');
}
