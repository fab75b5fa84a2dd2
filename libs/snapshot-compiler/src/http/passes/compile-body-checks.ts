import type { Complain } from '../../integrations/complain.js';
import { bodyModelsOf } from '../../models/body-models.js';
import { bundleModels } from '../../models/bundle-models.js';
import type { DraftRoute, HttpPass } from '../http-draft.js';

/**
 * Routes that name models check bodies against them, as with a request validator in REST; an API's routes can
 * do so by its tag `tollgate:rest-features` alone. The models are brought along, whole and checked.
 */
export const compileBodyChecks: HttpPass = (draft, diagnostics) => {
  const { models } = draft.definition;
  const routes = draft.routes.map((entry): DraftRoute => {
    const { routeKey, requestModels } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    const bodyModels = bodyModelsOf(requestModels, models, complain);
    return { ...entry, requestChecks: bodyModels && { requiredParameters: [], bodyModels } };
  });
  const names = routes.flatMap(({ requestChecks }) => Object.values(requestChecks?.bodyModels ?? {}));
  const bundled = bundleModels(names, models, (message) => diagnostics.add('bad-model', 'Api', message));
  return { ...draft, routes, models: bundled };
};
