/**
 * Routes of a REST API: a trie of resource paths, the search for a request's route, and a check of the table.
 */
export { buildRouteTrie, type Route, type RouteTrie } from './route-trie.js';
export { matchRoute, type RouteMatch } from './match-route.js';
export { findRouteConflicts, type RouteConflict } from './find-route-conflicts.js';
