import { canonicalText } from '../canonical-text.js';
import { isObject, member, type Keywords, type SchemaCompiler, type SchemaNode } from '../schema-compiler.js';
import { ValidationRun, type Check } from '../validation-run.js';

/** Keywords for values of every type: type, enum, allOf, anyOf, oneOf, not. */
export const anyKeywords: Keywords = (node, compiler) => [
  ...typeCheck(node, compiler),
  ...enumCheck(node, compiler),
  ...allOf(node, compiler),
  ...anyOf(node, compiler),
  ...oneOf(node, compiler),
  ...not(node, compiler),
];

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  null: (value) => value === null,
  number: (value) => typeof value === 'number',
  object: isObject,
  string: (value) => typeof value === 'string',
};

function typeCheck(node: SchemaNode, { report }: SchemaCompiler): Check[] {
  const type = member(node, 'type');
  if (type === undefined) return [];
  const names: unknown[] = Array.isArray(type) ? type : [type];
  const tests = names.flatMap((name) =>
    typeof name === 'string' && Object.hasOwn(types, name) ? [types[name]!] : [],
  );
  if (tests.length < names.length || tests.length === 0) {
    report(node.at, `type ${JSON.stringify(type)} is none of JSON Schema's`);
    return [];
  }
  const allowed = JSON.stringify(names);
  return [
    (value, run) =>
      tests.some((test) => test(value)) ||
      run.fail(
        `instance type (${typeName(value)}) does not match any allowed primitive type (allowed: ${allowed})`,
      ),
  ];
}

function typeName(value: unknown): string {
  return Object.keys(types).find((name) => types[name]!(value)) ?? typeof value;
}

function enumCheck(node: SchemaNode, { report }: SchemaCompiler): Check[] {
  const values = member(node, 'enum');
  if (values === undefined) return [];
  if (!Array.isArray(values)) {
    report(node.at, 'enum is no list');
    return [];
  }
  const compiling = new ValidationRun();
  const allowed = new Set(values.map((value) => canonicalText(value, compiling)));
  return [
    (value, run) =>
      allowed.has(canonicalText(value, run)) ||
      run.fail('instance value not found in enum (possible values: see schema)'),
  ];
}

function allOf(node: SchemaNode, compiler: SchemaCompiler): Check[] {
  return schemasOf(node, 'allOf', compiler) ?? [];
}

function anyOf(node: SchemaNode, compiler: SchemaCompiler): Check[] {
  const options = schemasOf(node, 'anyOf', compiler);
  if (options === null) return [];
  return [
    (value, run) =>
      options.some((option) => run.inside(option, value)) ||
      run.fail('instance failed to match at least one required schema among those of anyOf'),
  ];
}

function oneOf(node: SchemaNode, compiler: SchemaCompiler): Check[] {
  const options = schemasOf(node, 'oneOf', compiler);
  if (options === null) return [];
  return [
    (value, run) =>
      options.filter((option) => run.inside(option, value)).length === 1 ||
      run.fail('instance failed to match exactly one schema among those of oneOf'),
  ];
}

function not(node: SchemaNode, compiler: SchemaCompiler): Check[] {
  const schema = member(node, 'not');
  if (schema === undefined) return [];
  const refused = compiler.compile(schema, `${node.at}/not`);
  return [
    (value, run) => !run.inside(refused, value) || run.fail('instance matched a schema which it should not'),
  ];
}

function schemasOf(node: SchemaNode, name: string, compiler: SchemaCompiler): Check[] | null {
  const schemas = member(node, name);
  if (schemas === undefined) return null;
  if (Array.isArray(schemas) && schemas.length > 0) {
    return schemas.map((schema, index) => compiler.compile(schema, `${node.at}/${name}/${index}`));
  }
  compiler.report(node.at, `${name} is no list of schemas`);
  return null;
}
