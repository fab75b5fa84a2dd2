import { checkInputLimits } from './input-limits.js';
import { constraintsOf } from './check-constraints.js';
import { type Fill, fillFromForm, fillFromJson, fillOf } from './fill-input.js';
import type { Operation } from './operation.js';
import type { ReadState } from './read-value.js';
import { validationFailed, type WireError } from '../errors/wire-error.js';
import type { WireRequest } from './wire-request.js';

/** An input, or the reason why there is none. */
export type BoundInput<Input extends object> =
  { readonly ok: true; readonly input: Input } | { readonly ok: false; readonly error: WireError };

/**
 * Makes the typed input of an operation from a request, as the service's front end does: unknown members are
 * ignored, null counts as not given, a wrong type is a SerializationException (in a form: MalformedInput),
 * and then every broken constraint is listed in one ValidationException. Checks that need stored state, and
 * BadRequest texts, are the operation's. Never throws for any request. (recorded: wire format and errors)
 */
export function bindInput<Input extends object>(
  operation: Operation<Input>,
  request: WireRequest,
): BoundInput<Input> {
  const binder = binderOf(operation);
  const limitError = binder.takesJson ? checkInputLimits(request.body) : null;
  if (limitError) return { ok: false, error: limitError };

  const state: ReadState = { error: null };
  const input = new operation.input();
  for (const fill of binder.fills) fill(input as Record<string, unknown>, request, state);
  if (state.error) return { ok: false, error: state.error };

  const violations = binder.violationsOf(input);
  if (violations !== null) return { ok: false, error: validationFailed(violations) };
  return { ok: true, input };
}

/** Whether the operation takes its body as raw bytes (imports) rather than as JSON. */
export function hasPayload(operation: Operation): boolean {
  return operation.members.some(({ location }) => location === 'payload');
}

interface Binder {
  readonly takesJson: boolean;
  readonly fills: readonly Fill[];
  readonly violationsOf: (input: object) => string | null;
}

const binders = new WeakMap<Operation, Binder>();

// Readers and checks are built once per operation, at its first call.
function binderOf(operation: Operation): Binder {
  const known = binders.get(operation);
  if (known) return known;
  const { protocol, shapes } = operation.service;
  const bodyMembers = operation.members.filter(({ location }) => location === 'body');
  const fills = operation.members
    .filter(({ location }) => location !== 'body')
    .map((member) => fillOf(operation, member));
  const fillFromBody = protocol === 'query' ? fillFromForm : fillFromJson;
  const binder: Binder = {
    takesJson: protocol !== 'query' && bodyMembers.length > 0,
    fills: bodyMembers.length > 0 ? [fillFromBody(shapes, bodyMembers), ...fills] : fills,
    violationsOf: constraintsOf(operation),
  };
  binders.set(operation, binder);
  return binder;
}
