import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

export const restRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/$apiId/resources',
    component: lazyRouteComponent(() => import('./resources-page.js'), 'ResourcesPage'),
  }),
] as const;
