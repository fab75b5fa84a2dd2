import { dump } from 'js-yaml';

/** A document as text. */
export function encodeDocument(document: object, encoding: 'json' | 'yaml'): string {
  if (encoding === 'json') return JSON.stringify(document, null, 2);
  // No aliases: not every reader of OpenAPI knows them. A first line of three dashes, as the service's own
  // has.
  return `---\n${dump(document, { noRefs: true, lineWidth: -1, quotingType: '"' })}`;
}
