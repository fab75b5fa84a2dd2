import { checkInputLimits } from './input-limits.js';
import { constraintsOf, validationMessage } from './check-constraints.js';
import { createInput } from './generated/input-shapes.js';
import type { OperationInputs, OperationName } from './generated/operation-types.js';
import type { InputMember, Operation } from './operation.js';
import { type ParameterReader, parameterReaderOf } from './read-parameter.js';
import { type ReadState, readerOf, readText, type ValueReader, wrongTypeMessage } from './read-value.js';
import { serializationFailed, validationFailed, type WireError } from './wire-error.js';

/** Parameters by wire name, percent-decoded; a repeated one is a list of texts. */
export type WireParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parts of a request that inputs are made of. */
export interface WireRequest {
  readonly params?: WireParameters;
  readonly query?: WireParameters;
  /** By lower-case name, as Node gives them. */
  readonly headers?: WireParameters;
  /**
   * The body as parsed JSON, or undefined without one. For an operation with a payload member (`hasPayload`):
   * the raw bytes.
   */
  readonly body?: unknown;
}

/** An input, or the reason why there is none. */
export type BoundInput<Name extends OperationName> =
  | { readonly ok: true; readonly input: OperationInputs[Name] }
  | { readonly ok: false; readonly error: WireError };

/**
 * Makes the typed input of an operation from a request, as the service's front end does: unknown members are ignored,
 * null counts as not given, a wrong JSON type is a SerializationException, and then every broken constraint is
 * listed in one ValidationException. Checks that need stored state, and BadRequest texts, are the operation's.
 * Never throws for any request. (recorded: wire format and errors)
 */
export function bindInput<Name extends OperationName>(
  operation: Operation<Name>,
  request: WireRequest,
): BoundInput<Name> {
  const binder = binderOf(operation);
  const limitError = binder.takesJson ? checkInputLimits(request.body) : null;
  if (limitError) return { ok: false, error: limitError };

  const state: ReadState = { error: null };
  const input = createInput[operation.name]();
  for (const fill of binder.fills) fill(input as Record<string, unknown>, request, state);
  if (state.error) return { ok: false, error: state.error };

  const violations = binder.violationsOf(input);
  if (violations.length > 0) return { ok: false, error: validationFailed(validationMessage(violations)) };
  return { ok: true, input };
}

/** Whether the operation takes its body as raw bytes (imports) rather than as JSON. */
export function hasPayload(operation: Operation): boolean {
  return operation.members.some(({ location }) => location === 'payload');
}

/** Sets one or more members of an input from the request. */
type Fill = (input: Record<string, unknown>, request: WireRequest, state: ReadState) => void;

interface Binder {
  readonly takesJson: boolean;
  readonly fills: readonly Fill[];
  readonly violationsOf: (input: object) => string[];
}

const binders = new Map<OperationName, Binder>();

// Readers and checks are built once per operation, at its first call.
function binderOf(operation: Operation): Binder {
  const known = binders.get(operation.name);
  if (known) return known;
  const bodyMembers = operation.members.filter(({ location }) => location === 'body');
  const fills = operation.members
    .filter(({ location }) => location !== 'body')
    .map((member) => fillOf(operation, member));
  const binder: Binder = {
    takesJson: bodyMembers.length > 0,
    fills: bodyMembers.length > 0 ? [fillFromJson(bodyMembers), ...fills] : fills,
    violationsOf: constraintsOf(operation.name, operation.members),
  };
  binders.set(operation.name, binder);
  return binder;
}

function fillOf(operation: Operation, { name, location, wireName, shape }: InputMember): Fill {
  if (location === 'payload') return fillFromPayload(name);
  if (wireName === null) return fillFromRest(operation, name);
  const read = parameterReaderOf(shape);
  switch (location) {
    case 'uri':
      return (input, { params }, state) => setParameter(input, name, params, wireName, read, state);
    case 'querystring':
      return (input, { query }, state) => setParameter(input, name, query, wireName, read, state);
    case 'header': {
      const headerName = wireName.toLowerCase();
      return (input, { headers }, state) => setParameter(input, name, headers, headerName, read, state);
    }
    case 'body':
      throw new Error(`${name} is read with the rest of the body`);
  }
}

const textsOf = (parameters: WireParameters | undefined, name: string): readonly string[] => {
  const value = parameters && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

function setParameter(
  input: Record<string, unknown>,
  name: string,
  parameters: WireParameters | undefined,
  wireName: string,
  read: ParameterReader,
  state: ReadState,
): void {
  const [first, ...others] = textsOf(parameters, wireName);
  if (first !== undefined) input[name] = read([first, ...others], state);
}

function fillFromRest(operation: Operation, name: string): Fill {
  const taken = new Set([
    ...Object.keys(operation.query),
    ...operation.members.flatMap((member) =>
      member.location === 'querystring' && member.wireName !== null ? [member.wireName] : [],
    ),
  ]);
  return (input, { query = {} }, state) => {
    const entries = Object.create(null) as Record<string, string>;
    for (const key of Object.keys(query)) {
      const [text] = textsOf(query, key);
      if (!taken.has(key) && text !== undefined) entries[readText(key, state)] = readText(text, state);
    }
    if (Object.keys(entries).length > 0) input[name] = entries;
  };
}

function fillFromPayload(name: string): Fill {
  return (input, { body }, state) => {
    if (body === undefined || body === null) return;
    if (body instanceof Uint8Array) input[name] = body;
    else if (typeof body === 'string') input[name] = new TextEncoder().encode(body);
    else state.error ??= serializationFailed(wrongTypeMessage(body, 'container'));
  };
}

function fillFromJson(members: readonly InputMember[]): Fill {
  const readers: readonly { name: string; wireName: string; read: ValueReader }[] = members.map(
    ({ name, wireName, shape, sparse }) => ({
      name,
      wireName: wireName ?? name,
      read: readerOf(shape, sparse),
    }),
  );
  return (input, { body }, state) => {
    if (body === undefined || body === null) return;
    if (typeof body !== 'object' || Array.isArray(body)) {
      state.error ??= serializationFailed(wrongTypeMessage(body, 'container'));
      return;
    }
    const given = body as Record<string, unknown>;
    for (const { name, wireName, read } of readers) {
      const value = Object.hasOwn(given, wireName) ? given[wireName] : undefined;
      if (value !== null && value !== undefined) input[name] = read(value, state);
    }
  };
}
