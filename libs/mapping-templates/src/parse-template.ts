import { readReference } from './read-reference.js';
import type { ParseError, ParseTemplateResult, TemplateNode } from './template.js';

const TEMPLATE_CHARS_MAX = 300 * 1024;

// What Velocity acts upon after `#`. Anything else there is text, such as the colour `#fff`.
const DIRECTIVE =
  /^#(?:\{?(?:set|if|elseif|else|end|foreach|break|stop|macro|define|include|parse|evaluate)(?![A-Za-z0-9_-])\}?|@[A-Za-z_][\w-]*|\*|#|\[\[)/;

/**
 * Reads a mapping template: text, `$context.a.b`, `$stageVariables.x`, `$input.params('x')` and `$input.body`, each also in
 * the forms `${...}`, `$!...` and, for members, `['x']`. A `$` or `#` that starts none of Velocity's constructs is text.
 *
 * Every other construct of the language (directives, comments, `$util`, further functions, variables) is an error that names
 * it, so that a deployment is refused rather than served with bytes its author did not mean.
 */
export function parseTemplate(text: string): ParseTemplateResult {
  if (text.length > TEMPLATE_CHARS_MAX) {
    return refuse({
      message: `A template may have ${TEMPLATE_CHARS_MAX} characters at most`,
      offset: TEMPLATE_CHARS_MAX,
    });
  }
  const nodes: TemplateNode[] = [];
  let textStart = 0;
  let at = 0;
  for (;;) {
    at = nextMark(text, at);
    if (at === text.length) break;
    const directive = text[at] === '#' ? DIRECTIVE.exec(text.slice(at, at + 64)) : null;
    if (directive !== null)
      return refuse({ message: `${directive[0]} is not supported in templates`, offset: at });
    const reference = text[at] === '$' ? readReference(text, at) : null;
    if (reference === null) {
      at++;
      continue;
    }
    if (!reference.ok) return reference;
    if (text[at - 1] === '\\')
      return refuse({ message: 'An escaped reference is not supported in templates', offset: at - 1 });
    if (at > textStart) nodes.push({ kind: 'text', text: text.slice(textStart, at) });
    if (reference.node !== null) nodes.push(reference.node);
    at = textStart = reference.end;
  }
  if (at > textStart) nodes.push({ kind: 'text', text: text.slice(textStart, at) });
  return { ok: true, template: { nodes: joinTexts(nodes) } };
}

function nextMark(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '$' && text[at] !== '#') at++;
  return at;
}

// A reference that can print nothing leaves its neighbours side by side; joined, equal templates are equal bytes.
function joinTexts(nodes: readonly TemplateNode[]): TemplateNode[] {
  const joined: TemplateNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text };
    } else joined.push(node);
  }
  return joined;
}

const refuse = (error: ParseError) => ({ ok: false, error }) as const;
