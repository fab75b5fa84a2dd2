import { wireError } from '../errors/wire-error.js';
import type { FormNode } from './form.js';
import type { Shapes, StructureMember } from './operation.js';
import { fitsNumberType, fromBase64, readText, type ReadState } from './read-value.js';

/** Turns a part of a form into the value of an input member; `at` is the part's name. */
export type FormReader = (node: FormNode, at: string, state: ReadState) => unknown;

function refuse(state: ReadState, message: string): undefined {
  state.error ??= wireError('MalformedInput', message);
  return undefined;
}

type ScalarReader = (text: string, state: ReadState) => unknown;

/** Reads one value; what `read` gives undefined for is refused as no value of the type. */
function scalar(typeName: string, read: ScalarReader): FormReader {
  return (node, at, state) => {
    if (node.value === undefined || node.below.size > 0) return refuse(state, `${at} must be one value.`);
    const value = read(node.value, state);
    return value === undefined ? refuse(state, `The value of ${at} is not a valid ${typeName}.`) : value;
  };
}

const readBoolean: ScalarReader = (text) => (text === 'true' ? true : text === 'false' ? false : undefined);

const readDouble: ScalarReader = (text) =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text) + 0
    : undefined;

const wholeReader =
  (type: 'integer' | 'long'): ScalarReader =>
  (text) =>
    /^[+-]?\d{1,19}$/.test(text) && fitsNumberType(Number(text), type) ? Number(text) + 0 : undefined;

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601, as clients write it, or seconds since 1970. */
const readTimestamp: ScalarReader = (text) => {
  const isSeconds = /^\d{1,12}(\.\d{1,9})?$/.test(text);
  const time = isSeconds ? new Date(Number(text) * 1000) : isoTime.test(text) ? new Date(text) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
};

/**
 * The elements of a list or map: `Name.member.1`, `Name.member.2`, ... without a gap, so that no number makes
 * anybody count to it. An empty list is its bare name, with no value.
 */
function elementsOf(
  node: FormNode,
  step: string,
  at: string,
  state: ReadState,
): readonly { readonly node: FormNode; readonly at: string }[] {
  const list = node.below.get(step);
  if (!list || node.below.size > 1 || list.value !== undefined) {
    if (list || node.below.size > 0 || node.value !== '') refuse(state, `${at} must be a list of ${step}s.`);
    return [];
  }
  return Array.from({ length: list.below.size }, (_, index) => {
    const element = list.below.get(String(index + 1));
    const elementAt = `${at}.${step}.${index + 1}`;
    if (!element) refuse(state, `The ${step}s of ${at} must be numbered from 1 on: ${elementAt} is missing.`);
    return element ? [{ node: element, at: elementAt }] : [];
  }).flat();
}

function readList(readElement: FormReader): FormReader {
  return (node, at, state) =>
    elementsOf(node, 'member', at, state).map((element) => readElement(element.node, element.at, state));
}

function readMap(readEntry: FormReader): FormReader {
  return (node, at, state) => {
    // Without a prototype, a key such as `__proto__` or `constructor` is an entry like any other.
    const entries = Object.create(null) as Record<string, unknown>;
    for (const { node: entry, at: entryAt } of elementsOf(node, 'entry', at, state)) {
      const key = entry.below.get('key')?.value;
      const value = entry.below.get('value');
      if (key === undefined || !value) refuse(state, `${entryAt} must have a key and a value.`);
      else if (key in entries) refuse(state, `${at} has an entry twice.`);
      else entries[readText(key, state)] = readEntry(value, `${entryAt}.value`, state);
    }
    return entries;
  };
}

/** Reads the members that a form gives; what it has beyond them is ignored. */
export function formMembersReader(
  shapes: Shapes,
  members: readonly Pick<StructureMember, 'name' | 'wireName' | 'shape'>[],
): (into: Record<string, unknown>, node: FormNode, at: string, state: ReadState) => void {
  const readers = members.map(({ name, wireName, shape }) => ({
    name,
    wireName,
    read: formReaderOf(shapes, shape),
  }));
  return (into, node, at, state) => {
    for (const { name, wireName, read } of readers) {
      const member = node.below.get(wireName);
      if (member) into[name] = read(member, `${at}${wireName}`, state);
    }
  };
}

/** The reader of a shape of a table. */
function formReaderOf(shapes: Shapes, shapeName: string): FormReader {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure': {
      const readMembers = formMembersReader(shapes, shape.members);
      return (node, at, state) => {
        if (node.value) refuse(state, `${at} must be a structure.`);
        const structure: Record<string, unknown> = {};
        readMembers(structure, node, `${at}.`, state);
        return structure;
      };
    }
    case 'list':
      return readList(formReaderOf(shapes, shape.member));
    case 'map':
      return readMap(formReaderOf(shapes, shape.value));
    case 'string':
      return scalar('string', readText);
    case 'boolean':
      return scalar('boolean', readBoolean);
    case 'integer':
    case 'long':
      return scalar(shape.type, wholeReader(shape.type));
    case 'double':
      return scalar('number', readDouble);
    case 'timestamp':
      return scalar('time', readTimestamp);
    case 'blob':
      return scalar('base64 text', fromBase64);
    case undefined:
      throw new Error(`${shapeName} cannot stand in a form`);
  }
}
