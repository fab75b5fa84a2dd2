import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

export const apisRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis',
    component: lazyRouteComponent(() => import('./apis-page.js'), 'ApisPage'),
  }),
] as const;
