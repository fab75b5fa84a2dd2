import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;
const pages = () => import('./routed-pages.js');

export const v2Routes = [
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/routes',
    component: lazyRouteComponent(pages, 'RoutedRoutesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/routes/$routeId',
    component: lazyRouteComponent(pages, 'RoutedRoutePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/integrations',
    component: lazyRouteComponent(pages, 'RoutedIntegrationsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/integrations/$integrationId',
    component: lazyRouteComponent(pages, 'RoutedIntegrationPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/models',
    component: lazyRouteComponent(pages, 'RoutedModelsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/authorizers',
    component: lazyRouteComponent(pages, 'RoutedAuthorizersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/settings',
    component: lazyRouteComponent(pages, 'RoutedSettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/connections',
    component: lazyRouteComponent(pages, 'RoutedConnectionsPage'),
  }),
] as const;
