import { badRequest, type DomainError } from '../../domain-error.js';

/** What methods may refer to in their RestApi. */
export interface MethodReferences {
  readonly modelNames: ReadonlySet<string>;
  readonly requestValidatorIds: ReadonlySet<string>;
  readonly authorizerIds: ReadonlySet<string>;
}

/** The first model name of a map from content type to name that the RestApi does not have. */
export function checkModels(
  models: Readonly<Record<string, string>> | null,
  { modelNames }: MethodReferences,
): DomainError | undefined {
  const unknown = Object.values(models ?? {}).find((name) => !modelNames.has(name));
  return unknown === undefined ? undefined : badRequest(`Invalid model identifier specified: ${unknown}`);
}
