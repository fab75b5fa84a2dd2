import { canonicalText } from '../canonical-text.js';
import { countOf, member, type Keywords, type SchemaCompiler, type SchemaNode } from '../schema-compiler.js';
import type { Check } from '../validation-run.js';

/** items, additionalItems, maxItems, minItems, uniqueItems. */
export const arrayKeywords: Keywords = (node, compiler) => {
  const checks: Check[] = [...itemsCheck(node, compiler)];
  const maxItems = countOf(node, 'maxItems', compiler);
  const minItems = countOf(node, 'minItems', compiler);
  if (maxItems !== null) {
    checks.unshift(
      (value, run) =>
        !Array.isArray(value) ||
        value.length <= maxItems ||
        run.fail(`array is too long (maximum: ${maxItems})`),
    );
  }
  if (minItems !== null) {
    checks.unshift(
      (value, run) =>
        !Array.isArray(value) ||
        value.length >= minItems ||
        run.fail(`array is too short (minimum: ${minItems})`),
    );
  }
  if (member(node, 'uniqueItems') === true) {
    checks.push((value, run) => {
      if (!Array.isArray(value)) return true;
      const texts = new Set(value.map((item: unknown) => canonicalText(item, run)));
      return texts.size === value.length || run.fail('array must not contain duplicate elements');
    });
  }
  return checks;
};

function itemsCheck(node: SchemaNode, compiler: SchemaCompiler): Check[] {
  const items = member(node, 'items');
  if (items === undefined) return [];
  if (!Array.isArray(items)) {
    const each = compiler.compile(items, `${node.at}/items`);
    return [(value, run) => !Array.isArray(value) || value.every((item) => run.inside(each, item))];
  }
  const first = items.map((schema, index) => compiler.compile(schema, `${node.at}/items/${index}`));
  const additional = member(node, 'additionalItems');
  const rest =
    additional === undefined || typeof additional === 'boolean'
      ? null
      : compiler.compile(additional, `${node.at}/additionalItems`);
  return [
    (value, run) => {
      if (!Array.isArray(value)) return true;
      if (additional === false && value.length > first.length) return run.fail('array has too many elements');
      return value.every((item, index) => {
        const check = first[index] ?? rest;
        return check === null || run.inside(check, item);
      });
    },
  ];
}
