// Prints a service for who calls it from a browser: types of inputs and outputs, and one constant for each
// operation, small enough that a page carries only those that it calls.
import { banner, quote } from './print.mjs';
import { referencesOf } from './read-model.mjs';
import { typeOf } from './print-types.mjs';

const entries = (pairs) =>
  `{ ${pairs.map(([key, value]) => `${/^\w+$/.test(key) ? key : quote(key)}: ${quote(value)}`).join(', ')} }`;

/** Lines of facts that an operation has; what is empty is left out. */
const facts = (pairs) =>
  pairs.filter(([, text]) => text !== null).map(([key, text]) => `  ${key}: ${text},\n`);

const orNull = (pairs) => (pairs.length > 0 ? entries(pairs) : null);

function inputFacts(shape) {
  const members = Object.entries(shape?.members ?? {});
  const at = (place) =>
    members
      .filter(([, { location, locationName }]) => location === place && locationName !== undefined)
      .map(([member, { locationName }]) => [member, locationName]);
  const body = members.filter(([member, { location }]) => !location && shape.payload !== member);
  const rest = members.find(([, { location, locationName }]) => location === 'querystring' && !locationName);
  return [
    ['path', orNull(at('uri'))],
    ['query', orNull(at('querystring'))],
    ['queryMap', rest ? quote(rest[0]) : null],
    ['headers', orNull(at('header'))],
    ['payload', shape?.payload ? quote(shape.payload) : null],
    ['hasBody', body.length > 0 ? 'true' : null],
    ['renamed', orNull(renamedOf(body))],
  ];
}

const renamedOf = (members) =>
  members
    .filter(([member, { locationName }]) => locationName && locationName !== member)
    .map(([member, { locationName }]) => [member, locationName]);

function outputFacts(shape) {
  const members = Object.entries(shape?.members ?? {}).filter(([, { location }]) => !location);
  const headers = Object.entries(shape?.members ?? {}).filter(([, { location }]) => location === 'header');
  return [
    ['outputRenamed', orNull(renamedOf(members))],
    ['outputPayload', shape?.payload ? quote(shape.payload) : null],
    ['outputHeaders', orNull(headers.map(([member, { locationName }]) => [member, locationName]))],
  ];
}

/** The rest-json operation: where in the request each member stands. */
function printRestOperation(model, name) {
  const { method, uri, input, output } = model.operations[name];
  const isPlain = (shape) => Object.keys(shape?.members ?? {}).length > 0;
  return [
    `export const ${name}: Operation<${inputType(input)}, ${output ?? 'null'}> = {\n`,
    '  service,\n',
    `  name: ${quote(name)},\n`,
    `  method: ${quote(method)},\n`,
    `  uri: ${quote(uri)},\n`,
    ...facts(inputFacts(model.shapes[input])),
    ...(isPlain(model.shapes[output]) ? facts(outputFacts(model.shapes[output])) : []),
    '};\n',
  ].join('');
}

const reads = /^(Get|List|Describe|Lookup|Filter|Simulate|Test|Batch|Decode)/;

const printCallOperation = (model, name) => {
  const { input, output } = model.operations[name];
  return `export const ${name}: Operation<${inputType(input)}, ${output ?? 'null'}> = { service, name: ${quote(name)}, method: 'POST', uri: '/', reads: ${reads.test(name)} };\n`;
};

const inputType = (input) => input ?? 'Record<string, never>';

function printType(model, name) {
  const shape = model.shapes[name];
  if (shape.enum) return `export type ${name} = ${shape.enum.map(quote).join(' | ')};\n`;
  const required = model.inputReach.has(name) ? (shape.required ?? []) : [];
  // Times are read where XML is read; in JSON they stay what they are.
  const written = { ...model, hasPaths: formatOf(model) !== 'query' };
  const lines = Object.entries(shape.members).map(
    ([member, { shape: of }]) =>
      `  readonly ${member}${required.includes(member) ? '' : '?'}: ${readOnly(typeOf(written, of, model.sparseMapMembers.has(member)))};\n`,
  );
  return `export interface ${name} {${lines.length > 0 ? `\n${lines.join('')}` : ''}}\n`;
}

const readOnly = (type) => (type.endsWith('[]') ? `readonly ${type}` : type);

const numbers = ['integer', 'long', 'double'];

/** The type of a shape, all numbers being one. */
function kindOf({ shapes }, name) {
  const { type, value } = shapes[name];
  if (type === 'map' && numbers.includes(shapes[value].type)) return 'map of numbers';
  return numbers.includes(type) ? 'number' : type;
}

/**
 * What XML does not say by itself: which members of outputs are lists, maps, structures, numbers, truths
 * and times. One table
 * for a service, since no name is of two kinds; the generator stops where one were.
 */
function printXmlKinds(model) {
  const kinds = new Map();
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const [member, { shape }] of Object.entries(model.shapes[name].members ?? {})) {
      const kind = kindOf(model, shape);
      if ((kinds.get(member) ?? kind) !== kind)
        throw new Error(`${member} is of two kinds in ${model.title}`);
      kinds.set(member, kind);
    }
    referencesOf(model.shapes[name]).forEach(visit);
  };
  Object.values(model.operations).forEach(({ output }) => output && visit(output));
  const told = [...kinds].filter(([, kind]) =>
    ['list', 'map', 'map of numbers', 'structure', 'number', 'boolean', 'timestamp'].includes(kind),
  );
  return entries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const formatOf = ({ protocols }) =>
  protocols.includes('rest-json')
    ? 'rest-json'
    : (protocols.find((name) => name.startsWith('json')) ?? 'query');

/** One file: the service, its types, its operations. */
export function printClient(model) {
  const names = Object.keys(model.operations);
  const format = formatOf(model);
  const types = [...model.used].filter(
    (name) => model.shapes[name].type === 'structure' || model.shapes[name].enum,
  );
  const service = facts([
    ['name', quote(model.folder)],
    ['signingName', quote(model.signingName)],
    ['format', quote(format)],
    ['targetPrefix', format.startsWith('json') ? quote(model.targetPrefix) : null],
    ['apiVersion', format === 'query' ? quote(model.apiVersion) : null],
    ['xmlKinds', format === 'query' ? printXmlKinds(model) : null],
  ]);
  return [
    banner,
    "import type { Operation, Service } from '../operation.js';\n\n",
    `/** ${model.title[0].toUpperCase()}${model.title.slice(1)}, as the console calls it. */\n`,
    `const service: Service = {\n${service.join('')}};\n\n`,
    ...names.map((name) => (model.hasPaths ? printRestOperation : printCallOperation)(model, name)),
    '\n',
    ...types.sort().map((name) => printType(model, name)),
  ].join('');
}
