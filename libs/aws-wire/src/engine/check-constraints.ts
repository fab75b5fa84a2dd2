import type { InputMember, Operation, Shapes, StringShape } from './operation.js';

/** Violations that one response lists; the rest of a hostile input is not looked at. */
const violationsMax = 1000;

/** Adds the violations of one value, which is not null, to the list. */
type Checker = (value: unknown, at: string, violations: string[]) => void;

const violation = (value: string, at: string, constraint: string): string =>
  `Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`;

const mustNotBeNull = 'Member must not be null';

/** What a string must satisfy, in the service's words; null when any string will do. */
function stringConstraint(shape: StringShape): { satisfied: (text: string) => boolean; text: string } | null {
  if (shape.enum) {
    const values = new Set(shape.enum);
    return {
      satisfied: (text) => values.has(text),
      text: `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
    };
  }
  const { pattern } = shape;
  if (!pattern) return null;
  return {
    satisfied: (text) => pattern.whole.test(text),
    text: `Member must satisfy regular expression pattern: ${pattern.text}`,
  };
}

function stringChecker(shape: StringShape): Checker | null {
  const constraint = stringConstraint(shape);
  if (!constraint) return null;
  return (value, at, violations) => {
    const text = value as string;
    if (!constraint.satisfied(text)) violations.push(violation(`'${text}'`, at, constraint.text));
  };
}

// A bad element of a list of scalars makes the whole list the value (recorded: create-rest-api endpoint
// types).
function scalarListChecker(constraint: ReturnType<typeof stringConstraint>): Checker {
  return (value, at, violations) => {
    const elements = value as readonly unknown[];
    const failed = elements.includes(null)
      ? mustNotBeNull
      : constraint && !elements.every((element) => constraint.satisfied(element as string))
        ? constraint.text
        : null;
    if (failed)
      violations.push(
        violation(
          `'[${elements.map(String).join(', ')}]'`,
          at,
          `Member must satisfy constraint: [${failed}]`,
        ),
      );
  };
}

function elementsChecker(checkElement: Checker | null): Checker {
  return (value, at, violations) => {
    for (const [index, element] of (value as readonly unknown[]).entries()) {
      if (violations.length >= violationsMax) return;
      if (element === null) violations.push(violation('null', `${at}.${index + 1}.member`, mustNotBeNull));
      else checkElement?.(element, `${at}.${index + 1}.member`, violations);
    }
  };
}

function entriesChecker(checkEntry: Checker): Checker {
  return (value, at, violations) => {
    for (const [key, entry] of Object.entries(value as object)) {
      if (violations.length >= violationsMax) return;
      if (entry !== null) checkEntry(entry, `${at}.${key}.member`, violations);
    }
  };
}

type CheckedMember = Pick<InputMember, 'name' | 'shape' | 'required'>;

function checkerOf(shapes: Shapes, shapeName: string): Checker | null {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'string':
      return stringChecker(shape);
    case 'structure':
      return membersChecker(shapes, shape.members);
    case 'map': {
      const checkEntry = checkerOf(shapes, shape.value);
      return checkEntry && entriesChecker(checkEntry);
    }
    case 'list': {
      const element = shapes[shape.member];
      if (element?.type === 'string') return scalarListChecker(stringConstraint(element));
      return elementsChecker(checkerOf(shapes, shape.member));
    }
    default:
      return null;
  }
}

/** Checks members in the model's order; null when none of them can break a constraint. */
function membersChecker(shapes: Shapes, members: readonly CheckedMember[]): Checker | null {
  const checks = members
    .map(({ name, shape, required }) => ({ name, required, check: checkerOf(shapes, shape) }))
    .filter(({ required, check }) => required || check !== null);
  if (checks.length === 0) return null;
  return (value, at, violations) => {
    const structure = value as Record<string, unknown>;
    for (const { name, required, check } of checks) {
      const member = structure[name];
      const memberAt = at === '' ? name : `${at}.${name}`;
      if (member !== undefined && member !== null) check?.(member, memberAt, violations);
      else if (required) violations.push(violation('null', memberAt, mustNotBeNull));
    }
  };
}

/**
 * The constraint pass of an operation: all violations of a typed input, as texts. Members of the body come
 * before those of query, headers and URI; the former are named below `<operation>Input`, the latter by their
 * bare names (recorded: ValidationException).
 */
export function constraintsOf({ name, members, service }: Operation): (input: object) => string[] {
  const { shapes } = service;
  const inBody = (member: InputMember) => member.location === 'body' || member.location === 'payload';
  const checkBody = membersChecker(shapes, members.filter(inBody));
  const checkOthers = membersChecker(
    shapes,
    (['querystring', 'header', 'uri'] as const).flatMap((location) =>
      members.filter((member) => member.location === location),
    ),
  );
  const root = `${name.charAt(0).toLowerCase()}${name.slice(1)}Input`;
  return (input) => {
    const violations: string[] = [];
    checkBody?.(input, root, violations);
    checkOthers?.(input, '', violations);
    return violations;
  };
}

/** The message of a ValidationException. */
export function validationMessage(violations: readonly string[]): string {
  const noun = violations.length === 1 ? 'error' : 'errors';
  return `${violations.length} validation ${noun} detected: ${violations.join('; ')}`;
}
