import { wireError, type WireError } from '../errors/wire-error.js';

/** Parameters of one form. */
export const formParametersMax = 5000;
/** Parts of a parameter's name, between dots; no input of the models needs more than eight. */
export const formDepthMax = 16;

/**
 * A form as the query protocol means it: `Tags.member.1.Key=team` is a value four steps down. Names that come
 * from outside are keys of maps, so that none of them has a meaning of its own.
 */
export interface FormNode {
  value?: string;
  readonly below: Map<string, FormNode>;
}

const refused = (message: string): { readonly ok: false; readonly error: WireError } => ({
  ok: false,
  error: wireError('MalformedInput', message),
});

/** Reads `application/x-www-form-urlencoded` text. A name may stand in it once. */
export function readForm(
  text: string,
): { readonly ok: true; readonly form: FormNode } | { readonly ok: false; readonly error: WireError } {
  const form: FormNode = { below: new Map() };
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > formParametersMax) return refused(`A request may have ${formParametersMax} parameters.`);
    const steps = name.split('.', formDepthMax + 1);
    if (steps.length > formDepthMax)
      return refused(`The name of a parameter may have ${formDepthMax} parts between dots.`);
    const node = steps.reduce(nodeBelow, form);
    if (node.value !== undefined) return refused(`The parameter ${name} is given more than once.`);
    node.value = value;
  }
  return { ok: true, form };
}

function nodeBelow(node: FormNode, step: string): FormNode {
  let next = node.below.get(step);
  if (!next) node.below.set(step, (next = { below: new Map() }));
  return next;
}
