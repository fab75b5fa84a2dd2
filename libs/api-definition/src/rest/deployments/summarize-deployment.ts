import type { FrozenDefinition } from './deployment.js';

/** What `embed=apisummary` shows of one method. */
export interface MethodSummary {
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
}

/**
 * The methods of a frozen definition by resource path and HTTP method (API reference: Deployment,
 * apiSummary).
 */
export function summarizeDeployment(
  definition: FrozenDefinition,
): Readonly<Record<string, Readonly<Record<string, MethodSummary>>>> {
  const byPath = definition.resources.map((resource) => {
    const methods = definition.methods
      .filter((method) => method.resourceId === resource.id)
      .map(({ httpMethod, authorizationType, apiKeyRequired }) => [
        httpMethod,
        { authorizationType, apiKeyRequired },
      ]);
    return [resource.path, Object.fromEntries(methods) as Record<string, MethodSummary>] as const;
  });
  return Object.fromEntries(byPath.filter(([, methods]) => Object.keys(methods).length > 0));
}
