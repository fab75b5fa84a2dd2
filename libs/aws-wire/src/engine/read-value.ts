import type { NumberType, Shape, Shapes } from './operation.js';
import { badRequest, serializationFailed, type WireError } from '../errors/wire-error.js';

/** Collects the first problem of a read, so that readers return values and need no exceptions. */
export interface ReadState {
  error: WireError | null;
}

/**
 * Turns a JSON value, or one of CBOR, into the value of an input member; null and undefined never get here.
 */
export type ValueReader = (value: unknown, state: ReadState) => unknown;

const javaTypes = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Integer',
  long: 'Long',
  double: 'Double',
  timestamp: 'Date',
  blob: 'ByteBuffer',
} as const;

/**
 * The text for a JSON value of the wrong type. Recorded are Boolean to String and number to String; the other
 * pairs follow the same form, and the texts for structures and lists are those of other services with the
 * same front end.
 */
export function wrongTypeMessage(value: unknown, wanted: keyof typeof javaTypes | 'container'): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  if (wanted === 'container') return 'Unexpected field type';
  const given =
    typeof value === 'boolean'
      ? 'java.lang.Boolean'
      : typeof value === 'number'
        ? 'com.amazon.coral.value.json.numbers.TruncatingBigNumber'
        : 'java.lang.String';
  return `class ${given} can not be converted to an ${javaTypes[wanted]}`;
}

function refuseType(
  state: ReadState,
  value: unknown,
  wanted: keyof typeof javaTypes | 'container',
): undefined {
  state.error ??= serializationFailed(wrongTypeMessage(value, wanted));
  return undefined;
}

// Postgres stores neither of the two, so they end here with an error of the caller's rather than later with
// one of ours.
const unstorable = /\p{Surrogate}/u;

/** A string that can be stored: no NUL and no half of a surrogate pair. */
export function readText(value: string, state: ReadState): string {
  if (value.includes('\0') || unstorable.test(value))
    state.error ??= badRequest(
      'Invalid character in request: U+0000 and unpaired surrogates are not accepted.',
    );
  return value;
}

/** Whether the number fits the type; the range of `long` is what JavaScript holds exactly. */
export function fitsNumberType(value: number, type: NumberType): boolean {
  if (type === 'double') return Number.isFinite(value);
  if (type === 'long') return Number.isSafeInteger(Math.trunc(value));
  return value > -2147483649 && value < 2147483648;
}

function readNumber(type: NumberType): ValueReader {
  return (value, state) => {
    if (typeof value !== 'number' || !fitsNumberType(value, type)) return refuseType(state, value, type);
    // The service's number class is named for cutting fractions off; adding 0 turns -0 into 0.
    return type === 'double' ? value : Math.trunc(value) + 0;
  };
}

function readList(readElement: ValueReader): ValueReader {
  return (value, state) => {
    if (!Array.isArray(value)) return refuseType(state, value, 'container');
    // A null element stays: the constraint pass reports it with its index.
    return value.map((element: unknown) => (element === null ? null : readElement(element, state)));
  };
}

function readMap(readEntry: ValueReader, sparse: boolean): ValueReader {
  return (value, state) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuseType(state, value, 'container');
    // Without a prototype, a key such as `__proto__` or `constructor` is an entry like any other.
    const entries = Object.create(null) as Record<string, unknown>;
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== null) entries[readText(key, state)] = readEntry(entry, state);
      else if (sparse) entries[readText(key, state)] = null;
    }
    return entries;
  };
}

function readStructure(shapes: Shapes, shape: Extract<Shape, { type: 'structure' }>): ValueReader {
  const members = shape.members.map((member) => ({
    ...member,
    read: readerOf(shapes, member.shape, member.sparse),
  }));
  return (value, state) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuseType(state, value, 'container');
    const given = value as Record<string, unknown>;
    const structure: Record<string, unknown> = {};
    for (const { name, wireName, read } of members) {
      const member = Object.hasOwn(given, wireName) ? given[wireName] : undefined;
      if (member !== null && member !== undefined) structure[name] = read(member, state);
    }
    if (shape.union && Object.keys(structure).length !== 1)
      state.error ??= serializationFailed('Exactly one member of a union must be given.');
    return structure;
  };
}

/** JSON has seconds since 1970, with a fraction; CBOR has times. */
const readTimestamp: ValueReader = (value, state) => {
  const time =
    typeof value === 'number' ? new Date(Math.round(value * 1000)) : value instanceof Date ? value : null;
  return time === null || Number.isNaN(time.getTime()) ? refuseType(state, value, 'timestamp') : time;
};

/** JSON has base64, CBOR has bytes. */
const readBlob: ValueReader = (value, state) => {
  if (value instanceof Uint8Array) return value;
  return (typeof value === 'string' ? fromBase64(value) : undefined) ?? refuseType(state, value, 'blob');
};

/** The bytes of base64; undefined for other text. */
export const fromBase64 = (text: string): Uint8Array | undefined =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : undefined;

/** The reader of a shape of a table; `sparse` keeps null entries of a map. */
export function readerOf(shapes: Shapes, shapeName: string, sparse: boolean): ValueReader {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return readStructure(shapes, shape);
    case 'list':
      return readList(readerOf(shapes, shape.member, false));
    case 'map':
      return readMap(readerOf(shapes, shape.value, false), sparse);
    case 'string': {
      const read = shape.anyText ? (text: string) => text : readText;
      return (value, state) =>
        typeof value === 'string' ? read(value, state) : refuseType(state, value, 'string');
    }
    case 'boolean':
      return (value, state) => (typeof value === 'boolean' ? value : refuseType(state, value, 'boolean'));
    case 'integer':
    case 'long':
    case 'double':
      return readNumber(shape.type);
    case 'timestamp':
      return readTimestamp;
    case 'blob':
      return readBlob;
    case undefined:
      throw new Error(`${shapeName} is no shape of the service`);
  }
}
