import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

export const operationsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/gateways',
    component: lazyRouteComponent(() => import('./gateways-page.js'), 'GatewaysPage'),
  }),
] as const;
