import { hasPaths, type InputMember, type Operation, type Shapes } from './operation.js';
import { constraintsOfShape, type Constraint } from './value-constraints.js';

/** Violations that one response lists; the rest of a hostile input is not looked at. */
const violationsMax = 1000;

/** What is wrong with an input. */
interface Violations {
  readonly texts: string[];
  /** What the service says in words of its own, when nothing else is wrong. */
  own: string | null;
}

/** Adds the violations of one value, which is not null. */
type Checker = (value: unknown, at: string, violations: Violations) => void;

const violation = (value: string, at: string, constraint: string): string =>
  `Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`;

const mustNotBeNull = 'Member must not be null';

/** Checks a value by its own constraints; null when there are none. `shown` is how it stands in the text. */
function ownChecker(constraints: readonly Constraint[], shown: (value: unknown) => string): Checker | null {
  if (constraints.length === 0) return null;
  return (value, at, violations) => {
    for (const { satisfied, text, must } of constraints) {
      if (satisfied(value)) continue;
      if (must === undefined) violations.texts.push(violation(`'${shown(value)}'`, at, text));
      else violations.own ??= `The specified value for ${at} is invalid. ${must}`;
    }
  };
}

const shownList = (value: unknown): string => `[${(value as readonly unknown[]).map(String).join(', ')}]`;

/** Both checks; null when there is none of them. */
const inTurn = (first: Checker | null, second: Checker | null): Checker | null =>
  first && second
    ? (value, at, violations) => {
        first(value, at, violations);
        second(value, at, violations);
      }
    : (first ?? second);

// A bad element of a list of scalars makes the whole list the value, and all that elements must be is listed
// (recorded: create-rest-api endpoint types).
function scalarListChecker(constraints: readonly Constraint[]): Checker {
  return (value, at, violations) => {
    const elements = value as readonly unknown[];
    const failed = elements.includes(null)
      ? [mustNotBeNull]
      : constraints.every(({ satisfied }) => elements.every(satisfied))
        ? []
        : constraints.map(({ text }) => text);
    if (failed.length > 0)
      violations.texts.push(
        violation(`'${shownList(elements)}'`, at, `Member must satisfy constraint: [${failed.join(', ')}]`),
      );
  };
}

function elementsChecker(checkElement: Checker | null): Checker {
  return (value, at, violations) => {
    for (const [index, element] of (value as readonly unknown[]).entries()) {
      if (violations.texts.length >= violationsMax) return;
      if (element === null)
        violations.texts.push(violation('null', `${at}.${index + 1}.member`, mustNotBeNull));
      else checkElement?.(element, `${at}.${index + 1}.member`, violations);
    }
  };
}

/** By its length alone, as Java prints a buffer: the bytes may be a secret. */
const shownBlob = (value: unknown): string => {
  const { length } = value as Uint8Array;
  return `java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]`;
};

const shownMap = (value: unknown): string =>
  `{${Object.entries(value as object)
    .map(([key, entry]) => `${key}=${String(entry)}`)
    .join(', ')}}`;

/** A bad key makes the whole map the value, as a bad element does a list. */
function keysChecker(constraints: readonly Constraint[]): Checker {
  return (value, at, violations) => {
    const keys = Object.keys(value as object);
    if (constraints.every(({ satisfied }) => keys.every(satisfied))) return;
    const failed = constraints.map(({ text }) => text).join(', ');
    violations.texts.push(
      violation(`'${shownMap(value)}'`, at, `Map keys must satisfy constraint: [${failed}]`),
    );
  };
}

function entriesChecker(checkEntry: Checker): Checker {
  return (value, at, violations) => {
    for (const [key, entry] of Object.entries(value as object)) {
      if (violations.texts.length >= violationsMax) return;
      if (entry !== null) checkEntry(entry, `${at}.${key}.member`, violations);
    }
  };
}

type CheckedMember = Pick<InputMember, 'name' | 'shape' | 'required'>;

function checkerOf(shapes: Shapes, shapeName: string): Checker | null {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'string':
    case 'integer':
    case 'long':
    case 'double':
      return ownChecker(constraintsOfShape(shape), String);
    case 'blob':
      return ownChecker(constraintsOfShape(shape), shownBlob);
    case 'structure':
      return membersChecker(shapes, shape.members);
    case 'map': {
      const checkEntry = checkerOf(shapes, shape.value);
      const key = shape.key === undefined ? undefined : shapes[shape.key];
      return inTurn(
        inTurn(
          ownChecker(constraintsOfShape(shape), shownMap),
          key ? keysChecker(constraintsOfShape(key)) : null,
        ),
        checkEntry && entriesChecker(checkEntry),
      );
    }
    case 'list': {
      const element = shapes[shape.member];
      return inTurn(
        ownChecker(constraintsOfShape(shape), shownList),
        element?.type === 'string'
          ? scalarListChecker(constraintsOfShape(element))
          : elementsChecker(checkerOf(shapes, shape.member)),
      );
    }
    default:
      return null;
  }
}

/** Checks members in the model's order; null when none of them can break a constraint. */
function membersChecker(shapes: Shapes, members: readonly CheckedMember[]): Checker | null {
  const checks = members
    .map(({ name, shape, required }) => ({
      name,
      shownName: lowerFirst(name),
      required,
      check: checkerOf(shapes, shape),
    }))
    .filter(({ required, check }) => required || check !== null);
  if (checks.length === 0) return null;
  return (value, at, violations) => {
    const structure = value as Record<string, unknown>;
    for (const { name, shownName, required, check } of checks) {
      const member = structure[name];
      const memberAt = at === '' ? shownName : `${at}.${shownName}`;
      if (member !== undefined && member !== null) check?.(member, memberAt, violations);
      else if (required) violations.texts.push(violation('null', memberAt, mustNotBeNull));
    }
  };
}

/**
 * The constraint pass of an operation: the message of a ValidationException, which lists all violations of a
 * typed input; null when there is none. Members of the body come
 * before those of query, headers and URI; the former are named below `<operation>Input`, the latter by their
 * bare names (recorded: ValidationException). Services without paths have bare names alone.
 */
export function constraintsOf({ name, members, service }: Operation): (input: object) => string | null {
  const { shapes } = service;
  const inBody = (member: InputMember) => member.location === 'body' || member.location === 'payload';
  const checkBody = membersChecker(shapes, members.filter(inBody));
  const checkOthers = membersChecker(
    shapes,
    (['querystring', 'header', 'uri'] as const).flatMap((location) =>
      members.filter((member) => member.location === location),
    ),
  );
  const root = hasPaths(service) ? `${lowerFirst(name)}Input` : '';
  return (input) => {
    const violations: Violations = { texts: [], own: null };
    checkBody?.(input, root, violations);
    checkOthers?.(input, '', violations);
    return violations.texts.length > 0 ? messageOf(violations.texts) : violations.own;
  };
}

/** The front end spells every name with a small letter at first, whatever the wire has. */
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function messageOf(texts: readonly string[]): string {
  const noun = texts.length === 1 ? 'error' : 'errors';
  return `${texts.length} validation ${noun} detected: ${texts.join('; ')}`;
}
