import type { HttpModel, HttpRoute } from '#libs/api-definition';
import { DEFAULT_KEY, parseSelectionExpression } from '#libs/selection-expressions';
import type { MessageModels } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import type { Complain } from '../../integrations/complain.js';
import { isJsonModel } from '../../models/body-models.js';
import { bundleModels } from '../../models/bundle-models.js';
import type { DraftMessageRoute, WebSocketPass } from '../websocket-draft.js';

/**
 * The models that messages of each route are held to, unless the API does not validate at all. Those that are
 * needed are brought along, whole and checked.
 */
export const compileMessageModels: WebSocketPass = (draft, diagnostics) => {
  const { api, models: defined } = draft.definition;
  if (api.disableSchemaValidation) return draft;
  const routes = draft.routes.map((entry): DraftMessageRoute => {
    const { routeKey } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    return { ...entry, messageModels: modelsOf(entry.route, defined, complain) };
  });
  const names = routes.flatMap(({ messageModels }) => Object.values(messageModels?.byKey ?? {}));
  const models = bundleModels(
    names.filter((name) => name !== null),
    defined,
    (message) => diagnostics.add('bad-model', 'Api', message),
  );
  return { ...draft, routes, models };
};

function modelsOf(
  { requestModels, modelSelectionExpression }: HttpRoute,
  defined: readonly HttpModel[],
  complain: Complain,
): MessageModels | null {
  const given = Object.entries(requestModels ?? {});
  if (given.length === 0) return null;
  const read = parseSelectionExpression(modelSelectionExpression ?? DEFAULT_KEY, 'model');
  if (!read.ok) complain('bad-selection-expression', `modelSelectionExpression: ${read.problem}`);
  const byKey = given.flatMap(([key, name]): [string, string | null][] => {
    const model = defined.find((one) => one.name === name);
    if (!model) {
      complain('bad-model', `there is no model ${name}`);
      return [];
    }
    if (isJsonModel(model)) return [[key, name]];
    complain('model-not-checked', `model ${name} is for ${model.contentType}`);
    return [[key, null]];
  });
  if (!read.ok) return null;
  byKey.sort(([a], [b]) => compareText(a, b));
  return { selectionExpression: read.expression, byKey: Object.fromEntries(byKey) };
}
