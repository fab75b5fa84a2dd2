import { readForm } from './form.js';
import type { InputMember, Operation, Shapes } from './operation.js';
import { type ParameterReader, parameterReaderOf } from './read-parameter.js';
import { formMembersReader } from './read-form-value.js';
import { type ReadState, readerOf, readText, type ValueReader, wrongTypeMessage } from './read-value.js';
import { serializationFailed } from '../errors/wire-error.js';
import type { WireParameters, WireRequest } from './wire-request.js';

/** Sets one or more members of an input from the request. */
export type Fill = (input: Record<string, unknown>, request: WireRequest, state: ReadState) => void;

/** The fill of a member that travels outside a JSON body. */
export function fillOf(operation: Operation, { name, location, wireName, shape }: InputMember): Fill {
  if (location === 'payload') return fillFromPayload(name);
  if (wireName === null) return fillFromRest(operation, name);
  const read = parameterReaderOf(operation.service.shapes, shape);
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

/** The fill of all members of a JSON body. */
export function fillFromJson(shapes: Shapes, members: readonly InputMember[]): Fill {
  const readers: readonly { name: string; wireName: string; read: ValueReader }[] = members.map(
    ({ name, wireName, shape, sparse }) => ({
      name,
      wireName: wireName ?? name,
      read: readerOf(shapes, shape, sparse),
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

/** The fill of all members of a form, which is the body's text. */
export function fillFromForm(shapes: Shapes, members: readonly InputMember[]): Fill {
  const readMembers = formMembersReader(
    shapes,
    members.map(({ name, wireName, shape }) => ({ name, wireName: wireName ?? name, shape })),
  );
  return (input, { body }, state) => {
    const read = readForm(typeof body === 'string' ? body : '');
    if (read.ok) readMembers(input, read.form, '', state);
    else state.error ??= read.error;
  };
}
