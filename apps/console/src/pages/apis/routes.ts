import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const apisRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis',
    component: lazyRouteComponent(() => import('./apis-page.js'), 'ApisPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/new',
    component: lazyRouteComponent(() => import('./create-page.js'), 'CreatePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/import',
    validateSearch: (search): { readonly into?: string; readonly kind?: string } => ({
      into: text(search['into']),
      kind: text(search['kind']),
    }),
    component: lazyRouteComponent(() => import('./import-page.js'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/apis/export',
    validateSearch: (search): { readonly api?: string; readonly kind?: string } => ({
      api: text(search['api']),
      kind: text(search['kind']),
    }),
    component: lazyRouteComponent(() => import('./export-page.js'), 'ExportPage'),
  }),
] as const;
