import type { ParseError, TemplateNode } from './template.js';

/** A reference that was read: `node` is null when it can print nothing; `end` is the offset behind it. */
export type ReferenceResult =
  | { readonly ok: true; readonly node: TemplateNode | null; readonly end: number }
  | { readonly ok: false; readonly error: ParseError };

interface Step {
  readonly kind: 'member' | 'index' | 'call';
  /** Member name, index text, or the argument of a call as written. */
  readonly text: string;
  readonly offset: number;
}

const OPENING = /\$!?(\{?)([A-Za-z_][A-Za-z0-9_-]*)/y;
const MEMBER = /\.([A-Za-z_][A-Za-z0-9_-]*)/y;
const INDEX = /\[\s*(?:'([^']*)'|"([^"$#]*)")\s*\]/y;
const CALL = /\(([^()]*)\)/y;
const ONE_TEXT = /^\s*(?:'([^']*)'|"([^"$#]*)")\s*$/;

/**
 * Reads the reference whose `$` stands at `start`; `null` when that `$` is text to Velocity (`$5`, `$ `, `$$x`). A dot that
 * no name follows ends the reference and is text, as in a sentence.
 */
export function readReference(text: string, start: number): ReferenceResult | null {
  const opening = matchAt(OPENING, text, start);
  if (opening === null) {
    return /^\$!?\{/.test(text.slice(start, start + 3))
      ? refuse('${ without a name is not supported', start)
      : null;
  }
  const [all, brace, root] = opening as unknown as [string, string, string];
  const steps: Step[] = [];
  let end = start + all.length;
  for (let step = readStep(text, end); step !== null; step = readStep(text, end)) {
    steps.push(step.step);
    end = step.end;
  }
  if (text[end] === '(' || text[end] === '[')
    return refuse(`${text.slice(start, end + 1)} is not supported`, start);
  if (brace === '{') {
    if (text[end] !== '}') return refuse(`${text.slice(start, end)} has no closing brace`, start);
    end++;
  }
  const node = nodeOf(root, steps);
  if (node === undefined) return refuse(`${text.slice(start, end)} is not supported in templates`, start);
  return { ok: true, node, end };
}

function readStep(text: string, at: number): { step: Step; end: number } | null {
  for (const [kind, pattern] of [
    ['member', MEMBER],
    ['index', INDEX],
    ['call', CALL],
  ] as const) {
    const found = matchAt(pattern, text, at);
    if (found !== null) {
      return { step: { kind, text: found[1] ?? found[2] ?? '', offset: at }, end: at + found[0].length };
    }
  }
  return null;
}

/** The node of a reference, `null` for one that always prints nothing, `undefined` for what is not supported. */
function nodeOf(root: string, steps: readonly Step[]): TemplateNode | null | undefined {
  const [first, second] = steps;
  if (first === undefined || first.kind === 'call') return undefined;
  if (root === 'input') {
    if (first.kind !== 'member') return undefined;
    if (first.text === 'params' && second?.kind === 'call' && steps.length === 2) {
      const name = ONE_TEXT.exec(second.text);
      return name === null ? undefined : { kind: 'inputParam', name: name[1] ?? name[2]! };
    }
    if (first.text !== 'body' || steps.some(({ kind }) => kind === 'call')) return undefined;
    // The body is a text; a member of it prints nothing (recorded: VTL).
    return steps.length === 1 ? { kind: 'inputBody' } : null;
  }
  if (steps.some(({ kind }) => kind === 'call')) return undefined;
  const path = steps.map(({ text }) => text);
  if (root === 'context') return { kind: 'context', path };
  if (root === 'stageVariables') return path.length === 1 ? { kind: 'stageVariable', name: path[0]! } : null;
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const refuse = (message: string, offset: number) => ({ ok: false, error: { message, offset } }) as const;
