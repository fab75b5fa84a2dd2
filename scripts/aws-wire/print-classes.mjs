// Prints one file of request and response classes: types, class-validator and Swagger decorators.
import { banner, enumConstant, quote, sparseMapMembers, wholePattern } from './print.mjs';
import { referencesOf } from './read-model.mjs';

const scalarTypes = {
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  double: 'number',
  timestamp: 'number',
  blob: 'Uint8Array',
};
const swaggerTypes = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  long: 'integer',
  double: 'number',
  timestamp: 'number',
  blob: 'string',
};

function typeOf(model, name, sparse) {
  const shape = model.shapes[name];
  if (shape.type === 'structure' || shape.enum) return name;
  if (shape.type === 'list') return `${typeOf(model, shape.member)}[]`;
  if (shape.type === 'map') return `Record<string, ${typeOf(model, shape.value)}${sparse ? ' | null' : ''}>`;
  return scalarTypes[shape.type];
}

function schemaOf(model, name) {
  const shape = model.shapes[name];
  if (shape.type === 'structure') return `{ $ref: getSchemaPath(${name}) }`;
  if (shape.enum) return `{ type: 'string', enum: [...${enumConstant(name)}] }`;
  if (shape.type === 'list') return `{ type: 'array', items: ${schemaOf(model, shape.member)} }`;
  if (shape.type === 'map')
    return `{ type: 'object', additionalProperties: ${schemaOf(model, shape.value)} }`;
  return `{ type: ${quote(swaggerTypes[shape.type])} }`;
}

function swaggerOptions(model, name, wireName, required) {
  const shape = model.shapes[name];
  // For object schemas `required` is the list of required properties, so Swagger has another name for the flag.
  const flag = shape.type === 'map' ? 'selfRequired' : 'required';
  const common = `name: ${quote(wireName)}, ${flag}: ${required}`;
  if (shape.type === 'structure') return `{ ${common}, type: () => ${name} }`;
  if (shape.type === 'list' && model.shapes[shape.member].type === 'structure')
    return `{ ${common}, type: () => [${shape.member}] }`;
  if (shape.enum) return `{ ${common}, enum: [...${enumConstant(name)}], enumName: ${quote(name)} }`;
  const schema = schemaOf(model, name).slice(2, -2);
  const pattern = shape.pattern ? `, pattern: ${quote(shape.pattern)}` : '';
  const description = shape.type === 'timestamp' ? `, description: 'Epoch seconds'` : '';
  return `{ ${common}, ${schema}${pattern}${description} }`;
}

function scalarRules(shapeName, shape, each) {
  const options = each ? '{ each: true }' : '';
  const after = each ? `, ${options}` : '';
  if (shape.enum) return [`@IsIn([...${enumConstant(shapeName)}]${after})`];
  const pattern = shape.pattern ? [`@Matches(${wholePattern(shape.pattern)}${after})`] : [];
  switch (shape.type) {
    case 'string':
      return [`@IsString(${options})`, ...pattern];
    case 'boolean':
      return [`@IsBoolean(${options})`];
    case 'integer':
    case 'long':
      return [`@IsInt(${options})`];
    case 'double':
      return [`@IsNumber(${each ? `{}, ${options}` : ''})`];
    case 'blob':
      return [`@IsInstance(Uint8Array${after})`];
    default:
      throw new Error(`no validation rule for ${shape.type}`);
  }
}

function validationRules(model, name, required) {
  const shape = model.shapes[name];
  const presence = required ? '@IsDefined()' : '@IsOptional()';
  if (shape.type === 'structure')
    return [presence, '@IsObject()', '@ValidateNested()', `@Type(() => ${name})`];
  if (shape.type === 'map') return [presence, '@IsObject()'];
  if (shape.type !== 'list') return [presence, ...scalarRules(name, shape, false)];
  const element = model.shapes[shape.member];
  if (element.type !== 'structure')
    return [presence, '@IsArray()', ...scalarRules(shape.member, element, true)];
  return [
    presence,
    '@IsArray()',
    '@IsObject({ each: true })',
    '@ValidateNested({ each: true })',
    `@Type(() => ${shape.member})`,
  ];
}

function printMember(model, structureName, memberName, member) {
  const structure = model.shapes[structureName];
  const isRequest = model.requests.has(structureName);
  const required = (structure.required ?? []).includes(memberName);
  const inBody = !member.location && structure.payload !== memberName;
  // A response's class is what a presenter writes, so its members are named as on the wire; a request's as in the model.
  const wireName = inBody ? (member.locationName ?? memberName) : memberName;
  const propertyName = isRequest ? memberName : wireName;
  const decorators = [
    inBody
      ? `@ApiProperty(${swaggerOptions(model, member.shape, wireName, required)})`
      : '@ApiHideProperty()',
    ...(model.inputReach.has(structureName) ? validationRules(model, member.shape, required) : []),
  ];
  const type = typeOf(model, member.shape, sparseMapMembers.has(memberName));
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
    extra.length > 0 ? `@ApiExtraModels(${extra.join(', ')})\n` : '',
    `export class ${name} {\n${body.join('\n')}}\n`,
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

const importLine = (names, from, kind = 'import') =>
  names.length === 0 ? '' : `${kind} {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;

/** One generated file: the classes of a noun, their imports first. */
export function printClassFile(model, file) {
  const names = [...model.fileOf].filter(([, home]) => home === file).map(([name]) => name);
  const users = (shape) =>
    Object.keys(model.operations).filter((operation) =>
      [model.operations[operation].input, model.operations[operation].output].includes(shape),
    );
  const classes = definitionOrder(model, names)
    .map((name) => printClass(model, name, users(name)))
    .join('\n');
  const mentions = (word) => new RegExp(`\\b${word}\\b`).test(classes);
  const enums = [...model.used].filter((name) => model.shapes[name].enum).sort();
  const named = new Set(names.flatMap((name) => structuresBelow(model, name)));
  const foreign = [...named].filter((name) => model.fileOf.get(name) !== file).sort();
  const homes = [...new Set(foreign.map((name) => model.fileOf.get(name)))].sort();
  const validators = [
    'IsArray',
    'IsBoolean',
    'IsDefined',
    'IsIn',
    'IsInstance',
    'IsInt',
    'IsNumber',
    'IsObject',
    'IsOptional',
    'IsString',
    'Matches',
    'ValidateNested',
  ];
  return [
    banner,
    importLine(
      ['ApiExtraModels', 'ApiHideProperty', 'ApiProperty', 'getSchemaPath'].filter(mentions),
      '@nestjs/swagger',
    ),
    importLine(['Type'].filter(mentions), 'class-transformer'),
    importLine(validators.filter(mentions), 'class-validator'),
    importLine(enums.map(enumConstant).filter(mentions), './enums.js'),
    importLine(
      enums.filter((name) => new RegExp(`: ${name}(\\[\\])?;`).test(classes)),
      './enums.js',
      'import type',
    ),
    ...homes.map((home) =>
      importLine(
        foreign.filter((name) => model.fileOf.get(name) === home),
        `./${home}.js`,
      ),
    ),
    '\n',
    classes,
  ].join('');
}
