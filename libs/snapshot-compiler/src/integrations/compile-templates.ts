import { parseTemplate, unreadableTemplate, type Template } from '#libs/mapping-templates';
import { compareText } from '../draft.js';
import type { Complain } from './complain.js';

type Templates = Readonly<Record<string, string | null>> | null;

/**
 * By content type. An empty request template counts as none: the body passes, or not, as passthroughBehavior
 * says.
 */
export function compileRequestTemplates(templates: Templates, complain: Complain): Record<string, Template> {
  return Object.fromEntries(
    entriesOf(templates).flatMap(([contentType, text]) => {
      return text === null || text === '' ? [] : [[contentType, parse(contentType, text, complain)] as const];
    }),
  );
}

/**
 * By content type; null where there is no template at all. An empty response template passes the body on
 * (guide page: request and response data mappings).
 */
export function compileResponseTemplates(
  templates: Templates,
  complain: Complain,
): Record<string, Template | null> | null {
  const entries = entriesOf(templates);
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(([contentType, text]) => [
      contentType,
      text === null || text === '' ? null : parse(contentType, text, complain),
    ]),
  );
}

function entriesOf(templates: Templates): [string, string | null][] {
  return Object.entries(templates ?? {}).sort(([a], [b]) => compareText(a, b));
}

/** What cannot be read holds no deployment up: only the calls that come to it fail (found: templates). */
function parse(contentType: string, text: string, complain: Complain): Template {
  const parsed = parseTemplate(text);
  if (parsed.ok) return parsed.template;
  const message = `template for ${contentType}: ${parsed.error.message} (offset ${parsed.error.offset})`;
  complain('bad-template', message);
  return unreadableTemplate(message);
}
