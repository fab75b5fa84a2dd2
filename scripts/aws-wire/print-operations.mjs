// Prints the wire facts of operations: each a constant beside its input and output classes, and the list of
// all.
import { banner, importLine, quote } from './print.mjs';

const list = (values) => `[${values.map(quote).join(', ')}]`;

/** The input class of an operation; one shape of all that have no input. */
export const inputOf = ({ input }) => input ?? 'NoInput';

function printMembers(model, input) {
  const members = Object.entries(input.members).map(([member, facts]) => {
    const location = facts.location ?? (input.payload === member ? 'payload' : 'body');
    // Without a name, a query member is a map of every parameter that no other member takes.
    const wireName =
      location === 'querystring' && !facts.locationName ? null : (facts.locationName ?? member);
    const required = (input.required ?? []).includes(member);
    const sparse = model.sparseMapMembers.has(member);
    return `    { name: ${quote(member)}, location: ${quote(location)}, wireName: ${wireName === null ? 'null' : quote(wireName)}, shape: ${quote(facts.shape)}, required: ${required}, sparse: ${sparse} },\n`;
  });
  return members.length > 0 ? `  members: [\n${members.join('')}  ],\n` : '  members: [],\n';
}

/** An operation as a constant of its name. */
export function printOperation(model, name) {
  const operation = model.operations[name];
  const [uri, queryText = ''] = operation.uri.split('?');
  const query = [...new URLSearchParams(queryText)].map(([key, value]) => `${key}: ${quote(value)}`);
  return [
    model.hasPaths ? `/** ${operation.method} ${operation.uri} */\n` : '',
    `export const ${name}: Operation<${inputOf(operation)}, ${operation.output ?? 'null'}> = {\n`,
    '  service,\n',
    `  name: ${quote(name)},\n`,
    `  method: ${quote(operation.method)},\n`,
    `  uri: ${quote(uri)},\n`,
    `  query: {${query.length > 0 ? ` ${query.join(', ')} ` : ''}},\n`,
    `  successStatus: ${operation.successStatus},\n`,
    `  errors: ${list(operation.errors.map((error) => model.shapes[error].code ?? error))},\n`,
    `  input: ${inputOf(operation)},\n`,
    `  output: ${operation.output ?? 'null'},\n`,
    printMembers(model, model.shapes[operation.input] ?? { members: {} }),
    '};\n',
  ].join('');
}

/** operations.ts: every operation by its name. */
export function printOperations(model) {
  const names = Object.keys(model.operations);
  const files = [...new Set(model.operationFileOf.values())].sort();
  const imports = files.map((file) =>
    importLine(
      names.filter((name) => model.operationFileOf.get(name) === file),
      `./${file}.js`,
    ),
  );
  return [
    banner,
    ...imports,
    `\n/** Every operation of ${model.title}, by name. */\n`,
    `export const operations = {\n${names.map((name) => `  ${name},\n`).join('')}};\n\n`,
    '/** Name of an operation. */\nexport type OperationName = keyof typeof operations;\n',
  ].join('');
}
