// Prints one file of a service: request and response classes with the decorators that the API page reads, and
// the operations that use them.
import { banner, enumConstant, importLine, quote } from './print.mjs';
import { printOperation } from './print-operations.mjs';
import { typeOf } from './print-types.mjs';
import { referencesOf } from './read-model.mjs';

const swaggerTypes = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  long: 'integer',
  double: 'number',
  timestamp: 'number',
  blob: 'string',
};

const nullable = (schema, isNullable) => (isNullable ? schema.replace(/ }$/, ', nullable: true }') : schema);

/** The schema of a shape; `sparse` lets entries of a map be null. */
function schemaOf(model, name, sparse = false) {
  const shape = model.shapes[name];
  if (shape.type === 'structure') return `{ $ref: getSchemaPath(${name}) }`;
  if (shape.enum) return `{ type: 'string', enum: [...${enumConstant(name)}] }`;
  if (shape.type === 'list') return `{ type: 'array', items: ${schemaOf(model, shape.member)} }`;
  if (shape.type === 'map')
    return `{ type: 'object', additionalProperties: ${nullable(schemaOf(model, shape.value), sparse)} }`;
  if (shape.timestampFormat === 'iso8601') return `{ type: 'string', format: 'date-time' }`;
  return `{ type: ${quote(swaggerTypes[shape.type])} }`;
}

/** A pattern of a schema finds its text anywhere, one of the model is the whole value. */
const anchored = (pattern) => (/^\^.*\$$/.test(pattern) ? pattern : `^(?:${pattern})$`);

function swaggerOptions(model, name, wireName, required, sparse) {
  const shape = model.shapes[name];
  // For object schemas `required` is the list of required properties, so Swagger has another name for the
  // flag.
  const flag = shape.type === 'map' ? 'selfRequired' : 'required';
  const common = `name: ${quote(wireName)}, ${flag}: ${required}`;
  if (shape.type === 'structure') return `{ ${common}, type: () => ${name} }`;
  if (shape.type === 'list' && model.shapes[shape.member].type === 'structure')
    return `{ ${common}, type: () => [${shape.member}] }`;
  if (shape.enum)
    return `{ ${common}, enum: [...${enumConstant(name)}], enumName: ${quote(`${model.schemaPrefix ?? ''}${name}`)} }`;
  const schema = schemaOf(model, name, sparse).slice(2, -2);
  const pattern = shape.pattern ? `, pattern: ${quote(anchored(shape.pattern))}` : '';
  const description =
    shape.type === 'timestamp' && !shape.timestampFormat ? `, description: 'Epoch seconds'` : '';
  return `{ ${common}, ${schema}${pattern}${description} }`;
}

function printMember(model, structureName, memberName, member) {
  const structure = model.shapes[structureName];
  const isRequest = model.requests.has(structureName);
  const required = (structure.required ?? []).includes(memberName);
  const inBody = !member.location && structure.payload !== memberName;
  // A response's class is what a presenter writes, so its members are named as on the wire; a request's as in
  // the model.
  const wireName = inBody ? (member.locationName ?? memberName) : memberName;
  const propertyName = isRequest ? memberName : wireName;
  const sparse = model.sparseMapMembers.has(memberName);
  // The page shows bodies member by member; parameters it has from the operation.
  const decorators = inBody
    ? [`@ApiProperty(${swaggerOptions(model, member.shape, wireName, required, sparse)})`]
    : [];
  const type = typeOf(model, member.shape, sparse);
  return [...decorators, `${propertyName}${required && isRequest ? '!' : '?'}: ${type};`]
    .map((line) => `  ${line}\n`)
    .join('');
}

// The structures that a shape names, through lists and maps but not through other structures.
const structuresBelow = (model, name) =>
  referencesOf(model.shapes[name]).flatMap((child) =>
    model.shapes[child].type === 'structure' ? [child] : structuresBelow(model, child),
  );

// Structures that a decorator reaches by schema path alone have to be announced to Swagger.
function schemaPathsOf(model, structureName) {
  const viaMaps = Object.values(model.shapes[structureName].members)
    .filter(({ shape }) => model.shapes[shape].type === 'map')
    .flatMap(({ shape }) => structuresBelow(model, shape));
  return [...new Set(viaMaps)];
}

function printClass(model, name, operationNames) {
  const { members } = model.shapes[name];
  const extra = schemaPathsOf(model, name);
  const used = operationNames.map((operation) => {
    const { method, uri } = model.operations[operation];
    return `${operation} (${method} ${uri})`;
  });
  const role = model.requests.has(name)
    ? `Input of ${used.join(', ')}.`
    : used.length > 0
      ? `Output of ${used.map((text) => text.split(' ')[0]).join(', ')}.`
      : 'Nested in other structures.';
  const body = Object.entries(members).map(([member, facts]) => printMember(model, name, member, facts));
  return [
    `/** ${role} */\n`,
    model.schemaPrefix ? `@ApiSchema({ name: ${quote(`${model.schemaPrefix}${name}`)} })\n` : '',
    extra.length > 0 ? `@ApiExtraModels(${extra.join(', ')})\n` : '',
    `export class ${name} {${body.length > 0 ? `\n${body.join('\n')}` : ''}}\n`,
  ].join('');
}

// Decorator metadata is read when a class is defined, so a class stands after those that it names.
function definitionOrder(model, names) {
  const ordered = [];
  const visit = (name) => {
    if (ordered.includes(name) || !names.includes(name)) return;
    structuresBelow(model, name).forEach(visit);
    ordered.push(name);
  };
  [...names].sort().forEach(visit);
  return ordered;
}

/** One generated file: the classes of a noun and its operations, their imports first. */
export function printClassFile(model, file) {
  const names = [...model.fileOf].filter(([, home]) => home === file).map(([name]) => name);
  const own = [...model.operationFileOf].filter(([, home]) => home === file).map(([name]) => name);
  const users = (shape) =>
    Object.keys(model.operations).filter((operation) =>
      [model.operations[operation].input, model.operations[operation].output].includes(shape),
    );
  const classes = definitionOrder(model, names)
    .map((name) => printClass(model, name, users(name)))
    .join('\n');
  const operations = own.map((name) => `\n${printOperation(model, name)}`).join('');
  const mentions = (word) => new RegExp(`\\b${word}\\b`).test(classes);
  const enums = [...model.used].filter((name) => model.shapes[name].enum).sort();
  const named = new Set([
    ...names.flatMap((name) => structuresBelow(model, name)),
    ...own.flatMap((name) => [model.operations[name].input, model.operations[name].output].filter(Boolean)),
  ]);
  const foreign = [...named].filter((name) => model.fileOf.get(name) !== file).sort();
  const homes = [...new Set(foreign.map((name) => model.fileOf.get(name)))].sort();
  return [
    banner,
    importLine(
      ['ApiExtraModels', 'ApiProperty', 'ApiSchema', 'getSchemaPath'].filter(mentions),
      '@nestjs/swagger',
    ),
    importLine(own.length > 0 ? ['Operation'] : [], '../../engine/operation.js', 'import type'),
    importLine(enums.map(enumConstant).filter(mentions), './enums.js'),
    importLine(
      enums.filter((name) => new RegExp(`: ${name}(\\[\\])?;`).test(classes)),
      './enums.js',
      'import type',
    ),
    importLine(own.length > 0 ? ['service'] : [], './service.js'),
    ...homes.map((home) =>
      importLine(
        foreign.filter((name) => model.fileOf.get(name) === home),
        `./${home}.js`,
      ),
    ),
    '\n',
    classes,
    operations,
  ].join('');
}
