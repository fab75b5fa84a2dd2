import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../../kit/root-route.js';

const getParentRoute = () => rootRoute;

export const identityRoutes = [
  createRoute({
    getParentRoute,
    path: '/identity',
    beforeLoad: () => redirect({ to: '/identity/users', throw: true }),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/users',
    component: lazyRouteComponent(() => import('./users-page.js'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/users/$userName',
    component: lazyRouteComponent(() => import('./user-page.js'), 'UserPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/policies',
    component: lazyRouteComponent(() => import('./policies-page.js'), 'PoliciesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/policies/$policyArn',
    component: lazyRouteComponent(() => import('./policy-page.js'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/roles',
    component: lazyRouteComponent(() => import('./roles-page.js'), 'RolesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/identity/roles/$roleName',
    component: lazyRouteComponent(() => import('./role-page.js'), 'RolePage'),
  }),
] as const;
