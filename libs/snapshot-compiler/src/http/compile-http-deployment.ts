import type { FrozenHttpDefinition } from '#libs/api-definition';
import type { HttpSnapshot } from '#libs/snapshot-format';
import { Diagnostics, firstError, type Diagnostic } from '../diagnostic.js';
import { assembleHttpSnapshot } from './assemble-http-snapshot.js';
import type { HttpDraft, HttpPass } from './http-draft.js';
import { compileBodyChecks } from './passes/compile-body-checks.js';
import { checkHttpRoutes } from './passes/check-http-routes.js';
import { compileRouteAuthorization } from './passes/compile-route-authorization.js';
import { compileRouteIntegrations } from './passes/compile-route-integrations.js';
import { requireRoutes } from './passes/require-routes.js';
import { resolveHttpRoutes } from './passes/resolve-http-routes.js';

// What AWS refuses as well comes first, so that deployments answer with AWS's text where there is one.
const passes: readonly HttpPass[] = [
  requireRoutes,
  resolveHttpRoutes,
  checkHttpRoutes,
  compileRouteAuthorization,
  compileBodyChecks,
  compileRouteIntegrations,
];

export interface HttpCompilation {
  /** Null when there is an error among the diagnostics. */
  readonly snapshot: HttpSnapshot | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns the frozen definition of an HTTP API into what gateways run. Pure: the same definition gives the same
 * snapshot, byte for byte once in canonical JSON, in whatever order its routes, integrations and members
 * come.
 */
export function compileHttpDeployment(definition: FrozenHttpDefinition): HttpCompilation {
  const collected = new Diagnostics();
  const draft = passes.reduce<HttpDraft>((before, pass) => pass(before, collected), {
    definition,
    routes: [],
    authorizers: {},
    models: {},
  });
  const diagnostics = collected.all;
  return { snapshot: firstError(diagnostics) === null ? assembleHttpSnapshot(draft) : null, diagnostics };
}
