import { referencedModelNames, type FrozenDefinition, type Method, type Model } from '#libs/api-definition';
import { compileSchemas } from '#libs/json-schema';
import { compileBoundedPattern } from '#libs/mapping-templates';
import type { RequestChecks, RequiredParameter } from '#libs/snapshot-format';
import { compareText, methodsOf, type DraftMethod, type Pass } from '../draft.js';
import type { Complain } from '../integrations/complain.js';

/**
 * Each method's request validator becomes what it asks of requests; the models that this needs are brought
 * along, whole and checked.
 */
export const compileRequestChecks: Pass = (draft, diagnostics) => {
  const { definition } = draft;
  const checked = draft.routes.map((route) => ({
    ...route,
    methods: route.methods.map((entry): DraftMethod => {
      const complain: Complain = (code, message) =>
        diagnostics.add(code, entry.at, `${entry.at}: ${message}`);
      return { ...entry, requestChecks: checksOf(entry.method, definition, complain) };
    }),
  }));
  const models = bundleModels({ ...draft, routes: checked }, (message) =>
    diagnostics.add('bad-model', 'RestApi', message),
  );
  return { ...draft, routes: checked, models };
};

function checksOf(method: Method, definition: FrozenDefinition, complain: Complain): RequestChecks | null {
  if (method.requestValidatorId === null) return null;
  const validator = definition.requestValidators.find(({ id }) => id === method.requestValidatorId);
  if (!validator) {
    complain('unknown-request-validator', `there is no request validator ${method.requestValidatorId}`);
    return null;
  }
  const requiredParameters = validator.validateRequestParameters ? requiredOf(method) : [];
  const bodyModels = validator.validateRequestBody ? bodyModelsOf(method, definition, complain) : null;
  return requiredParameters.length === 0 && bodyModels === null ? null : { requiredParameters, bodyModels };
}

/**
 * Sorted by the whole expression, as a refusal lists them: headers, path, query (recorded: request
 * validation).
 */
function requiredOf(method: Method): RequiredParameter[] {
  const required = Object.entries(method.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  return required
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([expression]): RequiredParameter[] => {
      const parts =
        /^method\.request\.(?:multivalue(?=querystring|header))?(path|querystring|header)\.(.+)$/.exec(
          expression,
        );
      return parts ? [{ location: parts[1] as RequiredParameter['location'], name: parts[2]! }] : [];
    });
}

function bodyModelsOf(
  method: Method,
  definition: FrozenDefinition,
  complain: Complain,
): Record<string, string> | null {
  const entries: [string, string][] = [];
  for (const [contentType, name] of Object.entries(method.requestModels ?? {})) {
    // The model of this name takes everything (guide page "Request validation").
    if (name === 'Empty') continue;
    const model = definition.models.find((one) => one.name === name);
    if (!model) complain('bad-model', `there is no model ${name}`);
    else if (!isJson(model)) complain('model-not-checked', `model ${name} is for ${model.contentType}`);
    else entries.push([contentType.toLowerCase(), name]);
  }
  return entries.length === 0 ? null : Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

function isJson({ contentType }: Model): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType);
}

/** The schemas that checks name and all that these refer to, sorted by name. */
function bundleModels(
  draft: Parameters<Pass>[0],
  complain: (message: string) => void,
): Record<string, unknown> {
  const byName = new Map(draft.definition.models.map((model) => [model.name, model]));
  const needed = new Set(
    methodsOf(draft).flatMap(({ requestChecks }) => Object.values(requestChecks?.bodyModels ?? {})),
  );
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
