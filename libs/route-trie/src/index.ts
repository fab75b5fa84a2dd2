/**
 * Routes of REST APIs and HTTP APIs: a trie of paths, the search for a request's route, and a check of the
 * table.
 */
export { buildRouteTrie, type Route, type RouteTrie } from './route-trie.js';
export { matchRoute, type RouteMatch } from './match-route.js';
export { findRouteConflicts, type RouteConflict } from './find-route-conflicts.js';
export {
  buildHttpRoutes,
  matchHttpRoute,
  type HttpRoute,
  type HttpRouteMatch,
  type HttpRoutes,
} from './http-routes.js';
