import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;

export const meteringRoutes = [
  createRoute({
    getParentRoute,
    path: '/usage-plans',
    component: lazyRouteComponent(() => import('./usage-plans-page.js'), 'UsagePlansPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/usage-plans/$planId',
    component: lazyRouteComponent(() => import('./usage-plan-page.js'), 'UsagePlanPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('./api-keys-page.js'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/api-keys/$keyId',
    component: lazyRouteComponent(() => import('./api-key-page.js'), 'ApiKeyPage'),
  }),
] as const;
