// Prints the tables that the engine of aws-wire runs on: the service with its input shapes, enums, the index.
import { banner, enumConstant, quote, wholePattern } from './print.mjs';

const list = (values) => `[${values.map(quote).join(', ')}]`;
const quoteOrNull = (text) => (text === null ? 'null' : quote(text));

// Only inputs are held to bounds, values and patterns.
const shapeIn = (model, name) => (model.inputReach.has(name) ? model.shapes[name] : {});

// Nothing is shorter than 0, but numbers may be less.
const boundsOf = (model, name) => {
  const { type, min, max } = model.checksItself?.includes(name) ? {} : shapeIn(model, name);
  const isNumber = type === 'integer' || type === 'long' || type === 'double';
  const hasMin = isNumber ? min !== undefined : min > 0;
  return [hasMin ? `, min: ${min}` : '', max === undefined ? '' : `, max: ${max}`].join('');
};

function printShape(model, name) {
  const shape = model.shapes[name];
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([member, facts]) => {
        const required = (shape.required ?? []).includes(member);
        return `        { name: ${quote(member)}, wireName: ${quote(facts.locationName ?? member)}, shape: ${quote(facts.shape)}, required: ${required}, sparse: ${model.sparseMapMembers.has(member)} },\n`;
      });
      const union = shape.union ? `\n      union: true,` : '';
      return `{\n      type: 'structure',${union}\n      members: [\n${members.join('')}      ],\n    }`;
    }
    case 'list':
      return `{ type: 'list', member: ${quote(shape.member)}${boundsOf(model, name)} }`;
    case 'map': {
      const { min, max, pattern } = shapeIn(model, shape.key);
      const key = min > 0 || max !== undefined || pattern ? `, key: ${quote(shape.key)}` : '';
      return `{ type: 'map'${key}, value: ${quote(shape.value)}${boundsOf(model, name)} }`;
    }
    case 'string': {
      if (!model.inputReach.has(name)) return `{ type: 'string' }`;
      const anyText = model.anyText?.includes(name) ? ', anyText: true' : '';
      const values = shape.enum ? `, enum: ${list(model.enumOrders[name] ?? shape.enum)}` : '';
      const sentence = model.patternSentences?.[shape.pattern];
      const must = sentence ? `, must: ${quote(sentence)}` : '';
      const pattern = shape.pattern
        ? `, pattern: { text: ${quote(shape.pattern)}, whole: ${wholePattern(shape.pattern)}${must} }`
        : '';
      return `{ type: 'string'${boundsOf(model, name)}${values}${pattern}${anyText} }`;
    }
    default:
      return `{ type: ${quote(shape.type)}${boundsOf(model, name)} }`;
  }
}

/**
 * service.ts: the service, with the shapes that its inputs reach, and where outputs are written by the model
 * those of outputs too.
 */
export function printService(model) {
  const reach = model.hasPaths ? model.inputReach : model.used;
  const names = [...reach].filter((name) => !model.requests.has(name)).sort();
  return [
    banner,
    `import type { Service } from '../../engine/operation.js';\n\n`,
    `/** ${model.title[0].toUpperCase()}${model.title.slice(1)}. */\n`,
    'export const service: Service = {\n',
    `  name: ${quote(model.signingName)},\n`,
    `  apiVersion: ${quote(model.apiVersion)},\n`,
    `  protocols: ${list(model.protocols)},\n`,
    `  targetPrefix: ${quoteOrNull(model.targetPrefix)},\n`,
    `  xmlNamespace: ${quoteOrNull(model.xmlNamespace)},\n`,
    `  violationCode: ${quote(model.violationCode ?? 'ValidationException')},\n`,
    printErrorShapes(model),
    names.length > 0
      ? `  shapes: {\n${names.map((name) => `    ${name}: ${printShape(model, name)},\n`).join('')}  },\n`
      : '  shapes: {},\n',
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

/** Where JSON calls an error by its shape, and the query protocol by a code of its own. */
function printErrorShapes({ protocols, shapes }) {
  const isBoth = protocols.includes('query') && protocols.length > 1;
  const named = Object.entries(isBoth ? shapes : {}).filter(([name, { code = name }]) => code !== name);
  if (named.length === 0) return '  errorShapes: {},\n';
  return `  errorShapes: {\n${named.map(([name, { code }]) => `    ${code}: ${quote(name)},\n`).join('')}  },\n`;
}

/** errors.ts: what a service refuses by, under the codes that stand on the wire. */
export function printErrors(model) {
  const statuses = Object.entries(model.shapes)
    .filter(([, { httpStatusCode }]) => httpStatusCode !== undefined)
    .map(([name, { code = name, httpStatusCode }]) => `  ${code}: ${httpStatusCode},\n`)
    .sort();
  return [
    banner,
    `import { constructorOfErrors } from '../../errors/modelled-errors.js';\n\n`,
    '/** Status of every error of the model, by its code on the wire. */\n',
    `export const errorStatuses = {\n${statuses.join('')}} as const;\n\n`,
    '/** An error of the model. */\nexport const serviceError = constructorOfErrors(errorStatuses);\n',
  ].join('');
}

/** index.ts: everything generated of a service, for a namespace of the lib's index. */
export const printIndex = (files) =>
  [banner, ...files.map((file) => `export * from './${file}.js';\n`)].join('');
