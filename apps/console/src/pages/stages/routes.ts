import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;
const pages = () => import('./routed-pages.js');

export const stagesRoutes = [
  createRoute({
    getParentRoute,
    path: '/apis/$apiId/deployments',
    component: lazyRouteComponent(pages, 'RestDeploymentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/apis/$apiId/stages',
    component: lazyRouteComponent(pages, 'RestStagesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/apis/$apiId/stages/$stageName',
    component: lazyRouteComponent(pages, 'RestStagePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/deployments',
    component: lazyRouteComponent(pages, 'V2DeploymentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/stages',
    component: lazyRouteComponent(pages, 'V2StagesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/v2/$apiId/stages/$stageName',
    component: lazyRouteComponent(pages, 'V2StagePage'),
  }),
] as const;
