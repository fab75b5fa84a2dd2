// Prints the tables that the engine of aws-wire runs on: the service with its input shapes, enums, the index.
import { banner, enumConstant, quote, wholePattern } from './print.mjs';

const list = (values) => `[${values.map(quote).join(', ')}]`;

// Only inputs are held to bounds, values and patterns.
const boundsOf = (model, name) => {
  const { min, max } = model.inputReach.has(name) ? model.shapes[name] : {};
  return [min > 0 ? `, min: ${min}` : '', max === undefined ? '' : `, max: ${max}`].join('');
};

function printShape(model, name) {
  const shape = model.shapes[name];
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([member, facts]) => {
        const required = (shape.required ?? []).includes(member);
        return `        { name: ${quote(member)}, wireName: ${quote(facts.locationName ?? member)}, shape: ${quote(facts.shape)}, required: ${required}, sparse: ${model.sparseMapMembers.has(member)} },\n`;
      });
      return `{\n      type: 'structure',\n      members: [\n${members.join('')}      ],\n    }`;
    }
    case 'list':
      return `{ type: 'list', member: ${quote(shape.member)}${boundsOf(model, name)} }`;
    case 'map':
      return `{ type: 'map', value: ${quote(shape.value)} }`;
    case 'string': {
      if (!model.inputReach.has(name)) return `{ type: 'string' }`;
      const values = shape.enum ? `, enum: ${list(model.enumOrders[name] ?? shape.enum)}` : '';
      const sentence = model.patternSentences?.[shape.pattern];
      const must = sentence ? `, must: ${quote(sentence)}` : '';
      const pattern = shape.pattern
        ? `, pattern: { text: ${quote(shape.pattern)}, whole: ${wholePattern(shape.pattern)}${must} }`
        : '';
      return `{ type: 'string'${boundsOf(model, name)}${values}${pattern} }`;
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
  const reach = model.protocol === 'query' ? model.used : model.inputReach;
  const names = [...reach].filter((name) => !model.requests.has(name)).sort();
  return [
    banner,
    `import type { Service } from '../../engine/operation.js';\n\n`,
    `/** ${model.title[0].toUpperCase()}${model.title.slice(1)}. */\n`,
    'export const service: Service = {\n',
    `  name: ${quote(model.signingName)},\n`,
    `  apiVersion: ${quote(model.apiVersion)},\n`,
    `  protocol: ${quote(model.protocol)},\n`,
    `  xmlNamespace: ${model.xmlNamespace === null ? 'null' : quote(model.xmlNamespace)},\n`,
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

/** errors.ts: what a service refuses by, under the codes that stand on the wire. */
export function printErrors(model) {
  const statuses = Object.values(model.shapes)
    .filter(({ code }) => code)
    .map(({ code, httpStatusCode }) => `  ${code}: ${httpStatusCode},\n`)
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
