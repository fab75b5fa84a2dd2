import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;

export const domainsRoutes = [
  createRoute({
    getParentRoute,
    path: '/domains',
    component: lazyRouteComponent(() => import('./domains-page.js'), 'DomainsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/domains/$domainName',
    component: lazyRouteComponent(() => import('./domain-page.js'), 'DomainPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/certificates',
    component: lazyRouteComponent(() => import('./certificates-page.js'), 'CertificatesPage'),
  }),
] as const;
