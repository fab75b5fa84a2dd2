import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;
const domainPage = lazyRouteComponent(() => import('./domain-page.js'), 'DomainPage');

export const domainsRoutes = [
  createRoute({
    getParentRoute,
    path: '/domains',
    component: lazyRouteComponent(() => import('./domains-page.js'), 'DomainsPage'),
  }),
  createRoute({ getParentRoute, path: '/domains/$domainName', component: domainPage }),
  // A private domain, by its id: a public one may have its name. In the path, as the router makes numbers of
  // what reads like one in a query.
  createRoute({ getParentRoute, path: '/domains/$domainName/$domainNameId', component: domainPage }),
  createRoute({
    getParentRoute,
    path: '/certificates',
    component: lazyRouteComponent(() => import('./certificates-page.js'), 'CertificatesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/certificates/$certificateArn',
    component: lazyRouteComponent(() => import('./certificate-page.js'), 'CertificatePage'),
  }),
] as const;
