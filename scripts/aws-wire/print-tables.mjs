// Prints the tables that the hand-written code of aws-wire runs on: operations, input shapes, classes, enums.
import { banner, enumConstant, quote, sparseMapMembers, wholePattern } from './print.mjs';

const list = (values) => `[${values.map(quote).join(', ')}]`;

/** operations.ts: the wire facts of every operation. */
export function printOperations(model) {
  const entries = Object.entries(model.operations).map(([name, operation]) => {
    const [uri, queryText = ''] = operation.uri.split('?');
    const query = [...new URLSearchParams(queryText)].map(([key, value]) => `${key}: ${quote(value)}`);
    const input = operation.input ? model.shapes[operation.input] : { members: {} };
    const members = Object.entries(input.members).map(([member, facts]) => {
      const location = facts.location ?? (input.payload === member ? 'payload' : 'body');
      // Without a name, a query member is a map of every parameter that no other member takes.
      const wireName =
        location === 'querystring' && !facts.locationName ? null : (facts.locationName ?? member);
      const required = (input.required ?? []).includes(member);
      const sparse = sparseMapMembers.has(member);
      return `      { name: ${quote(member)}, location: ${quote(location)}, wireName: ${wireName === null ? 'null' : quote(wireName)}, shape: ${quote(facts.shape)}, required: ${required}, sparse: ${sparse} },\n`;
    });
    return [
      `  ${name}: {\n`,
      `    name: ${quote(name)},\n`,
      `    method: ${quote(operation.method)},\n`,
      `    uri: ${quote(uri)},\n`,
      `    query: {${query.length > 0 ? ` ${query.join(', ')} ` : ''}},\n`,
      `    successStatus: ${operation.successStatus},\n`,
      `    errors: ${list(operation.errors)},\n`,
      `    input: ${quote(operation.input)},\n`,
      `    output: ${operation.output ? quote(operation.output) : 'null'},\n`,
      members.length > 0 ? `    members: [\n${members.join('')}    ],\n` : '    members: [],\n',
      '  },\n',
    ].join('');
  });
  return [
    banner,
    `import type { Operation } from '../operation.js';\n`,
    `import type { OperationName } from './operation-types.js';\n\n`,
    '/** Every operation of the REST API management service, by name. */\n',
    'export const operations: { readonly [Name in OperationName]: Operation<Name> } = {\n',
    ...entries,
    '};\n',
  ].join('');
}

/** operation-types.ts: the input and output class of every operation. */
export function printOperationTypes(model) {
  const names = Object.keys(model.operations);
  const homes = new Map();
  for (const { input, output } of Object.values(model.operations)) {
    for (const name of [input, output].filter(Boolean)) {
      const home = model.fileOf.get(name);
      homes.set(home, (homes.get(home) ?? new Set()).add(name));
    }
  }
  const imports = [...homes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([home, used]) =>
        `import type {\n${[...used]
          .sort()
          .map((n) => `  ${n},\n`)
          .join('')}} from './${home}.js';\n`,
    );
  const table = (side) =>
    names.map((name) => `  ${name}: ${model.operations[name][side] ?? 'null'};\n`).join('');
  return [
    banner,
    ...imports,
    '\n/** Input class of each operation. */\n',
    `export interface OperationInputs {\n${table('input')}}\n\n`,
    '/** Output class of each operation; null where the answer has no body. */\n',
    `export interface OperationOutputs {\n${table('output')}}\n\n`,
    '/** Name of an operation. */\nexport type OperationName = keyof OperationInputs;\n',
  ].join('');
}

function printShape(model, name) {
  const shape = model.shapes[name];
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([member, facts]) => {
        const required = (shape.required ?? []).includes(member);
        return `      { name: ${quote(member)}, wireName: ${quote(facts.locationName ?? member)}, shape: ${quote(facts.shape)}, required: ${required}, sparse: ${sparseMapMembers.has(member)} },\n`;
      });
      return `{\n    type: 'structure',\n    create: () => new ${name}(),\n    members: [\n${members.join('')}    ],\n  }`;
    }
    case 'list':
      return `{ type: 'list', member: ${quote(shape.member)} }`;
    case 'map':
      return `{ type: 'map', value: ${quote(shape.value)} }`;
    case 'string': {
      const values = shape.enum ? `, enum: ${list(model.enumOrders[name] ?? shape.enum)}` : '';
      const pattern = shape.pattern
        ? `, pattern: { text: ${quote(shape.pattern)}, whole: ${wholePattern(shape.pattern)} }`
        : '';
      return `{ type: 'string'${values}${pattern} }`;
    }
    default:
      return `{ type: ${quote(shape.type)} }`;
  }
}

/** input-shapes.ts: the shapes that inputs reach, and how to create an empty input of each operation. */
export function printInputShapes(model) {
  const names = [...model.inputReach].filter((name) => !model.requests.has(name)).sort();
  const structures = names.filter((name) => model.shapes[name].type === 'structure');
  const byHome = (wanted) => {
    const homes = [...new Set(wanted.map((name) => model.fileOf.get(name)))].sort();
    return homes.map((home) => {
      const used = wanted.filter((name) => model.fileOf.get(name) === home).sort();
      return `import {\n${used.map((name) => `  ${name},\n`).join('')}} from './${home}.js';\n`;
    });
  };
  const creators = Object.entries(model.operations).map(
    ([name, { input }]) => `  ${name}: () => new ${input}(),\n`,
  );
  return [
    banner,
    `import type { Shape } from '../operation.js';\n`,
    `import type { OperationInputs, OperationName } from './operation-types.js';\n`,
    ...byHome([...structures, ...model.requests]),
    '\n/** Shapes that inputs are made of, by name. Enum values stand in the order in which the service prints them. */\n',
    'export const inputShapes: Readonly<Record<string, Shape>> = {\n',
    ...names.map((name) => `  ${name}: ${printShape(model, name)},\n`),
    '};\n\n/** Creates the empty input of an operation. */\n',
    'export const createInput: { readonly [Name in OperationName]: () => OperationInputs[Name] } = {\n',
    ...creators,
    '};\n',
  ].join('');
}

/** enums.ts: the values of every enum as a constant and a type. */
export function printEnums(model) {
  const names = [...model.used].filter((name) => model.shapes[name].enum).sort();
  const entries = names.map((name) => {
    const values = model.shapes[name].enum.map((value) => `  ${quote(value)},\n`).join('');
    return `\n/** Values of ${name}. */\nexport const ${enumConstant(name)} = [\n${values}] as const;\n/** One of the values of ${name}. */\nexport type ${name} = (typeof ${enumConstant(name)})[number];\n`;
  });
  return [banner, ...entries].join('');
}

/** index.ts: everything generated, for the lib's index. */
export const printIndex = (files) =>
  [banner, ...files.map((file) => `export * from './${file}.js';\n`)].join('');
