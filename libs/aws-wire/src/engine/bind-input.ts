import { checkInputLimits } from './input-limits.js';
import { constraintsOf } from './check-constraints.js';
import { type Fill, fillFromForm, fillFromJson, fillOf } from './fill-input.js';
import { hasPaths, type Operation, type Service } from './operation.js';
import type { ReadState } from './read-value.js';
import { validationFailed, type WireError } from '../errors/wire-error.js';
import type { WireRequest } from './wire-request.js';

/** An input, or the reason why there is none. */
export type BoundInput<Input extends object> =
  { readonly ok: true; readonly input: Input } | { readonly ok: false; readonly error: WireError };

/**
 * Makes the typed input of an operation from a request, as the service's front end does: unknown members are
 * ignored, null counts as not given, a wrong type is a SerializationException (in a form: MalformedInput),
 * and then every broken constraint is listed in one ValidationException, or what the service calls it. Checks
 * that need stored state, and BadRequest texts, are the operation's. Never throws for any request.
 * (recorded: wire format and errors)
 *
 * @param bodyIs what `request.body` is: the text of a form, or a value as JSON or CBOR have it.
 */
export function bindInput<Input extends object>(
  operation: Operation<Input>,
  request: WireRequest,
  bodyIs: BodyKind = operation.service.protocols[0] === 'query' ? 'form' : 'value',
): BoundInput<Input> {
  const refused = (error: WireError) =>
    ({ ok: false, error: asServiceSays(operation.service, error) }) as const;
  const binder = binderOf(operation, bodyIs);
  const limitError = binder.takesValue ? checkInputLimits(request.body) : null;
  if (limitError) return refused(limitError);

  const state: ReadState = { error: null };
  const input = new operation.input();
  for (const fill of binder.fills) fill(input as Record<string, unknown>, request, state);
  if (state.error) return refused(state.error);

  const violations = binder.violationsOf(input);
  return violations === null ? { ok: true, input } : refused(validationFailed(violations));
}

/** What the body of a call of a service without paths can be. */
export type BodyKind = 'form' | 'value';

/** Some call a broken constraint by another name, and those without paths have no BadRequestException. */
function asServiceSays(service: Service, error: WireError): WireError {
  const isRenamed = error.code === 'BadRequestException' && !hasPaths(service);
  if (error.code === 'ValidationException' || isRenamed)
    return { code: service.violationCode, status: 400, message: error.message };
  return error;
}

/** Whether the operation takes its body as raw bytes (imports) rather than as JSON. */
export function hasPayload(operation: Operation): boolean {
  return operation.members.some(({ location }) => location === 'payload');
}

interface Binder {
  readonly takesValue: boolean;
  readonly fills: readonly Fill[];
  readonly violationsOf: (input: object) => string | null;
}

const binders = { form: new WeakMap<Operation, Binder>(), value: new WeakMap<Operation, Binder>() };

// Readers and checks are built once per operation, at its first call.
function binderOf(operation: Operation, bodyIs: BodyKind): Binder {
  const known = binders[bodyIs].get(operation);
  if (known) return known;
  const { shapes } = operation.service;
  const bodyMembers = operation.members.filter(({ location }) => location === 'body');
  const fills = operation.members
    .filter(({ location }) => location !== 'body')
    .map((member) => fillOf(operation, member));
  const fillFromBody = bodyIs === 'form' ? fillFromForm : fillFromJson;
  const binder: Binder = {
    takesValue: bodyIs === 'value' && bodyMembers.length > 0,
    fills: bodyMembers.length > 0 ? [fillFromBody(shapes, bodyMembers), ...fills] : fills,
    violationsOf: constraintsOf(operation),
  };
  binders[bodyIs].set(operation, binder);
  return binder;
}
