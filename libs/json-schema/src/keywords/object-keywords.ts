import {
  countOf,
  isObject,
  member,
  type Keywords,
  type SchemaCompiler,
  type SchemaNode,
} from '../schema-compiler.js';
import type { Check, ValidationRun } from '../validation-run.js';

type ObjectCheck = (value: Readonly<Record<string, unknown>>, run: ValidationRun) => boolean;

/**
 * required, properties, patternProperties, additionalProperties, maxProperties, minProperties, dependencies.
 */
export const objectKeywords: Keywords = (node, compiler) => {
  const checks: ObjectCheck[] = [
    ...requiredCheck(node, compiler),
    ...countChecks(node, compiler),
    ...propertiesCheck(node, compiler),
    ...dependencyChecks(node, compiler),
  ];
  if (checks.length === 0) return [];
  return [
    (value, run) => {
      if (!isObject(value)) return true;
      run.spend(checks.length);
      return checks.every((check) => check(value, run));
    },
  ];
};

function requiredCheck(node: SchemaNode, { report }: SchemaCompiler): ObjectCheck[] {
  const required = member(node, 'required');
  if (required === undefined) return [];
  if (!isListOfTexts(required)) {
    report(node.at, 'required is no list of names');
    return [];
  }
  return [
    (value, run) => {
      run.spend(required.length);
      const missing = required.filter((name) => !Object.hasOwn(value, name));
      return (
        missing.length === 0 ||
        run.fail(`object has missing required properties (${JSON.stringify(missing)})`)
      );
    },
  ];
}

function countChecks(node: SchemaNode, compiler: SchemaCompiler): ObjectCheck[] {
  const maximum = countOf(node, 'maxProperties', compiler) ?? Infinity;
  const minimum = countOf(node, 'minProperties', compiler) ?? 0;
  if (maximum === Infinity && minimum === 0) return [];
  return [
    (value, run) => {
      const { length } = Object.keys(value);
      run.spend(length);
      if (length > maximum) return run.fail(`object has too many properties (maximum allowed: ${maximum})`);
      return length >= minimum || run.fail(`object has too few properties (required minimum: ${minimum})`);
    },
  ];
}

function propertiesCheck(node: SchemaNode, compiler: SchemaCompiler): ObjectCheck[] {
  const named = new Map(schemasOf(node, 'properties', compiler));
  const patterns = schemasOf(node, 'patternProperties', compiler).map(
    ([source, check]) => [compiler.compilePattern(source, node.at), check] as const,
  );
  const additional = member(node, 'additionalProperties');
  const others = isObject(additional)
    ? compiler.compile(additional, `${node.at}/additionalProperties`)
    : null;
  const closed = additional === false;
  if (named.size === 0 && patterns.length === 0 && others === null && !closed) return [];

  return [
    (value, run) => {
      const entries = Object.entries(value);
      // All at once: that they are listed costs as much, however early the check ends.
      run.spend(entries.length * (1 + patterns.length));
      return entries.every(([name, item]) => {
        const own = named.get(name);
        let known = own !== undefined;
        if (own && !run.inside(own, item)) return false;
        for (const [matches, check] of patterns) {
          if (!matches(name, run)) continue;
          known = true;
          if (!run.inside(check, item)) return false;
        }
        if (known) return true;
        if (closed) {
          return run.fail(
            `object instance has properties which are not allowed by the schema: ${JSON.stringify([name])}`,
          );
        }
        return others === null || run.inside(others, item);
      });
    },
  ];
}

function dependencyChecks(node: SchemaNode, compiler: SchemaCompiler): ObjectCheck[] {
  const dependencies = member(node, 'dependencies');
  if (!isObject(dependencies)) return [];
  return Object.entries(dependencies).map(([name, dependency]): ObjectCheck => {
    if (isListOfTexts(dependency)) {
      return (value, run) => {
        if (!Object.hasOwn(value, name)) return true;
        run.spend(dependency.length);
        return (
          dependency.every((needed) => Object.hasOwn(value, needed)) ||
          run.fail(`property ${JSON.stringify(name)} of object has missing property dependencies`)
        );
      };
    }
    const check = compiler.compile(dependency, `${node.at}/dependencies/${name}`);
    return (value, run) => !Object.hasOwn(value, name) || run.inside(check, value);
  });
}

function schemasOf(node: SchemaNode, name: string, compiler: SchemaCompiler): [string, Check][] {
  const schemas = member(node, name);
  if (schemas === undefined) return [];
  if (!isObject(schemas)) {
    compiler.report(node.at, `${name} is no object`);
    return [];
  }
  return Object.entries(schemas).map(([key, schema]) => [
    key,
    compiler.compile(schema, `${node.at}/${name}/${key}`),
  ]);
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
