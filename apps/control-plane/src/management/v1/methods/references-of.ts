import type { MethodReferences } from '#libs/api-definition';
import { authorizers, models, requestValidators, type UnitOfWork } from '#libs/persistence';

/** What a method or a method response names in its RestApi. */
export interface NamedByMethod {
  readonly requestModels?: Readonly<Record<string, string>> | null;
  readonly responseModels?: Readonly<Record<string, string>> | null;
  readonly requestValidatorId?: string | null;
  readonly authorizerId?: string | null;
}

/**
 * Of what is named, that which the RestApi has. Only what is named is looked up: most methods name nothing.
 */
export async function referencesOf(
  uow: UnitOfWork,
  restApiId: string,
  named: NamedByMethod,
): Promise<MethodReferences> {
  const modelNames = Object.values({ ...named.requestModels, ...named.responseModels });
  const { requestValidatorId, authorizerId } = named;
  const validator = requestValidatorId && (await requestValidators.find(uow, restApiId, requestValidatorId));
  const authorizer = authorizerId && (await authorizers.find(uow, restApiId, authorizerId));
  return {
    modelNames: await models.namesAmong(uow, restApiId, modelNames),
    requestValidatorIds: new Set(validator ? [validator.id] : []),
    authorizerIds: new Set(authorizer ? [authorizer.id] : []),
  };
}
