import type { FrozenDefinition, Method } from '#libs/api-definition';
import type { RequestChecks, RequiredParameter } from '#libs/snapshot-format';
import { compareText, methodsOf, type DraftMethod, type Pass } from '../draft.js';
import type { Complain } from '../integrations/complain.js';
import { bodyModelsOf } from '../models/body-models.js';
import { bundleModels } from '../models/bundle-models.js';

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
  const names = methodsOf({ ...draft, routes: checked }).flatMap(({ requestChecks }) =>
    Object.values(requestChecks?.bodyModels ?? {}),
  );
  const models = bundleModels(names, definition.models, (message) =>
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
  const bodyModels = validator.validateRequestBody
    ? bodyModelsOf(method.requestModels, definition.models, complain)
    : null;
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
