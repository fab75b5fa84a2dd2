import { apisRoutes } from './apis/routes.js';
import { domainsRoutes } from './domains/routes.js';
import { identityRoutes } from './identity/routes.js';
import { meteringRoutes } from './metering/routes.js';
import { observabilityRoutes } from './observability/routes.js';
import { operationsRoutes } from './operations/routes.js';
import { overviewRoutes } from './overview/routes.js';
import { restRoutes } from './rest/routes.js';
import { stagesRoutes } from './stages/routes.js';
import { v2Routes } from './v2/routes.js';

/** Every group of pages. The paths of a group stand in its own list. */
export const pageRoutes = [
  ...apisRoutes,
  ...domainsRoutes,
  ...identityRoutes,
  ...meteringRoutes,
  ...observabilityRoutes,
  ...operationsRoutes,
  ...overviewRoutes,
  ...restRoutes,
  ...stagesRoutes,
  ...v2Routes,
];
