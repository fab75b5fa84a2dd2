import { parseTemplate, type Template } from '#libs/mapping-templates';
import { compareText } from '../draft.js';
import type { Complain } from './complain.js';

type Templates = Readonly<Record<string, string | null>> | null;

/** By content type. An empty request template counts as none: the body passes, or not, as passthroughBehavior says. */
export function compileRequestTemplates(templates: Templates, complain: Complain): Record<string, Template> {
  return Object.fromEntries(
    entriesOf(templates).flatMap(([contentType, text]) => {
      const template = text === null || text === '' ? null : parse(contentType, text, complain);
      return template ? [[contentType, template] as const] : [];
    }),
  );
}

/**
 * By content type; null where there is no template at all. An empty response template passes the body on (guide page: request and
 * response data mappings).
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

function parse(contentType: string, text: string, complain: Complain): Template | null {
  const parsed = parseTemplate(text);
  if (parsed.ok) return parsed.template;
  complain(
    'bad-template',
    `template for ${contentType}: ${parsed.error.message} (offset ${parsed.error.offset})`,
  );
  return null;
}
