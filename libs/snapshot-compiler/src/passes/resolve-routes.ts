import { compareText, type DraftRoute, type Pass } from '../draft.js';

/** The tree of resources becomes a flat table; resources without methods answer nothing and are left out. */
export const resolveRoutes: Pass = ({ definition }) => {
  const routes = definition.resources.map(({ id, path }): DraftRoute => ({
    resourceId: id,
    path,
    methods: definition.methods
      .filter((method) => method.resourceId === id)
      .sort((a, b) => compareText(a.httpMethod, b.httpMethod))
      .map((method) => ({
        at: `${method.httpMethod} ${path}`,
        method,
        authorization: null,
        requestChecks: null,
        integration: null,
        cacheKey: null,
      })),
  }));
  return {
    definition,
    models: {},
    authorizers: {},
    resourcePolicy: null,
    routes: routes
      .filter(({ methods }) => methods.length > 0)
      .sort((a, b) => compareText(a.path, b.path) || compareText(a.resourceId, b.resourceId)),
  };
};
