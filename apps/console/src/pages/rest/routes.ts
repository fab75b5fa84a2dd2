import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

/** Which line of the tree is looked at. */
export interface ResourcesSearch {
  readonly resource?: string;
  readonly method?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const restRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/$apiId/resources',
    validateSearch: (search): ResourcesSearch => ({
      resource: text(search['resource']),
      method: text(search['method']),
    }),
    component: lazyRouteComponent(() => import('./resources-page.js'), 'ResourcesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/$apiId/models',
    component: lazyRouteComponent(() => import('./models-page.js'), 'ModelsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/$apiId/authorizers',
    component: lazyRouteComponent(() => import('./authorizers-page.js'), 'AuthorizersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/$apiId/settings',
    component: lazyRouteComponent(() => import('./settings-page.js'), 'SettingsPage'),
  }),
] as const;
