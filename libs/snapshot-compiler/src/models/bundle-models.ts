import { referencedModelNames, type Model } from '#libs/api-definition';
import { compileSchemas } from '#libs/json-schema';
import { compileBoundedPattern } from '#libs/mapping-templates';
import { compareText } from '../draft.js';

/** The models of these names and all that they refer to, sorted by name. */
export function bundleModels(
  names: readonly string[],
  defined: readonly Pick<Model, 'name' | 'schema'>[],
  complain: (message: string) => void,
): Record<string, unknown> {
  const byName = new Map(defined.map((model) => [model.name, model]));
  const needed = new Set(names);
  const schemas: [string, unknown][] = [];
  // Grows while it is walked through: what a model refers to is needed as well.
  for (const name of needed) {
    const model = byName.get(name);
    if (!model) continue;
    for (const other of referencedModelNames(model.schema)) needed.add(other);
    try {
      schemas.push([name, JSON.parse(model.schema)]);
    } catch {
      complain(`model ${name} is no JSON`);
    }
  }
  const models = Object.fromEntries(schemas.sort(([a], [b]) => compareText(a, b)));
  const compiled = compileSchemas(models, {
    compilePattern: (source) => compileBoundedPattern(source, 'part'),
  });
  if (!compiled.ok) for (const { at, message } of compiled.problems) complain(`model ${at} ${message}`);
  return models;
}
