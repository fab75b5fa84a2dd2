// Prints one file of a service whose operations share one path, and so cannot stand on the API page: classes
// of inputs and outputs, interfaces of what is nested in them, and the operations.
import { banner, importLine } from './print.mjs';
import { inputOf, printOperation } from './print-operations.mjs';
import { typeOf } from './print-types.mjs';

function printStructure(model, name, usersOf) {
  const { members, required = [] } = model.shapes[name];
  const users = usersOf(name);
  const [kind, given] = users.length > 0 ? ['class', '!'] : ['interface', ''];
  const lines = Object.entries(members).map(
    ([member, { shape }]) =>
      `  ${member}${required.includes(member) ? given : '?'}: ${typeOf(model, shape, false)};\n`,
  );
  const role =
    users.length > 0
      ? `${model.requests.has(name) ? 'Input' : 'Output'} of ${users.join(', ')}.`
      : 'Nested in other structures.';
  return `/** ${role} */\nexport ${kind} ${name} {${lines.length > 0 ? `\n${lines.join('')}` : ''}}\n`;
}

/** One generated file: the structures of a noun and its operations, their imports first. */
export function printPlainClassFile(model, file) {
  const homed = (homes) => [...homes].filter(([, home]) => home === file).map(([name]) => name);
  const names = homed(model.fileOf).sort();
  const own = homed(model.operationFileOf);
  const usersOf = (shape) =>
    Object.entries(model.operations)
      .filter(([, { input, output }]) => [input, output].includes(shape))
      .map(([name]) => name);
  const structures = names.map((name) => printStructure(model, name, usersOf)).join('\n');
  const operations = own.map((name) => `\n${printOperation(model, name)}`).join('');
  const text = structures + operations;
  const mentions = (name) => new RegExp(`\\b${name}\\b`).test(text);
  const enums = [...model.used].filter((name) => model.shapes[name].enum && mentions(name)).sort();
  const foreign = [...model.fileOf].filter(([name, home]) => home !== file && mentions(name));
  // Classes stand in the operations as values; what is nested is a type alone.
  const imported = (home, isClass) =>
    foreign.filter(([name, at]) => at === home && usersOf(name).length > 0 === isClass).map(([name]) => name);
  const homes = [...new Set(foreign.map(([, home]) => home))].sort();
  const takesNothing = own.some((name) => inputOf(model.operations[name]) === 'NoInput');
  return [
    banner,
    importLine(takesNothing ? ['NoInput'] : [], '../../engine/operation.js'),
    importLine(own.length > 0 ? ['Operation'] : [], '../../engine/operation.js', 'import type'),
    importLine(enums, './enums.js', 'import type'),
    importLine(own.length > 0 ? ['service'] : [], './service.js'),
    ...homes.map((home) => importLine(imported(home, true), `./${home}.js`)),
    ...homes.map((home) => importLine(imported(home, false), `./${home}.js`, 'import type')),
    '\n',
    text,
  ].join('');
}
