import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

export const observabilityRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/metrics',
    // What is looked at is in the address, to be sent to somebody else.
    validateSearch: (search: Record<string, unknown>) => ({
      api: text(search['api']),
      stage: text(search['stage']),
    }),
    component: lazyRouteComponent(() => import('./metrics-page.js'), 'MetricsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/logs',
    validateSearch: (search: Record<string, unknown>) => ({
      group: text(search['group']),
      pattern: text(search['pattern']),
    }),
    component: lazyRouteComponent(() => import('./logs-page.js'), 'LogsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/explain',
    validateSearch: (search: Record<string, unknown>) => ({ requestId: text(search['requestId']) }),
    component: lazyRouteComponent(() => import('./explain-page.js'), 'ExplainPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/audit',
    component: lazyRouteComponent(() => import('./audit-page.js'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/captures',
    component: lazyRouteComponent(() => import('./captures-page.js'), 'CapturesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/captures/$captureId',
    component: lazyRouteComponent(() => import('./capture-page.js'), 'CapturePage'),
  }),
] as const;
