import type { FrozenDefinition } from '#libs/api-definition';
import type { RestSnapshot } from '#libs/snapshot-format';
import { assembleSnapshot } from './assemble-snapshot.js';
import { Diagnostics, firstError, type Diagnostic } from './diagnostic.js';
import type { Draft, Pass } from './draft.js';
import { checkGatewayResponses } from './passes/check-gateway-responses.js';
import { compileCacheKeys } from './passes/compile-cache-keys.js';
import { checkRoutes } from './passes/check-routes.js';
import { compileAuthorization } from './passes/compile-authorization.js';
import { compileIntegrations } from './passes/compile-integrations.js';
import { compileRequestChecks } from './passes/compile-request-checks.js';
import { compileResourcePolicy } from './passes/compile-resource-policy.js';
import { refuseUnservedApi } from './passes/refuse-unserved-api.js';
import { requireIntegrations } from './passes/require-integrations.js';
import { requireMethods } from './passes/require-methods.js';
import { resolveRoutes } from './passes/resolve-routes.js';

// What AWS refuses as well comes first, so that CreateDeployment answers with AWS's text where there is one.
const passes: readonly Pass[] = [
  resolveRoutes,
  requireMethods,
  requireIntegrations,
  checkRoutes,
  refuseUnservedApi,
  compileResourcePolicy,
  compileAuthorization,
  compileRequestChecks,
  compileIntegrations,
  compileCacheKeys,
  checkGatewayResponses,
];

export interface Compilation {
  /** Null when there is an error among the diagnostics. */
  readonly snapshot: RestSnapshot | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns a frozen definition into what gateways run. Pure: the same definition gives the same snapshot, byte
 * for byte once in canonical JSON, in whatever order its resources, methods and members come.
 */
export function compileDeployment(definition: FrozenDefinition): Compilation {
  const { draft, diagnostics } = runPasses(definition);
  return { snapshot: firstError(diagnostics) === null ? assembleSnapshot(draft) : null, diagnostics };
}

/** What `compileDeployment` would say, for CreateDeployment to refuse at once what could never be served. */
export function checkDefinition(definition: FrozenDefinition): readonly Diagnostic[] {
  return runPasses(definition).diagnostics;
}

function runPasses(definition: FrozenDefinition): { draft: Draft; diagnostics: readonly Diagnostic[] } {
  const diagnostics = new Diagnostics();
  const draft = passes.reduce<Draft>((before, pass) => pass(before, diagnostics), {
    definition,
    routes: [],
    models: {},
    authorizers: {},
    resourcePolicy: null,
  });
  return { draft, diagnostics: diagnostics.all };
}
