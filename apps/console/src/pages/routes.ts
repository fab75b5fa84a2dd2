import { observabilityRoutes } from './observability/routes.js';
import { overviewRoutes } from './overview/routes.js';

/** Every group of pages. The paths of a group stand in its own list. */
export const pageRoutes = [...overviewRoutes, ...observabilityRoutes];
