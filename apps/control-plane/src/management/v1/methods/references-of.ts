import { builtInModelNames, type MethodReferences } from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';

/** What methods of the RestApi may refer to: so far the models that every RestApi is made with. */
export async function referencesOf(_uow: UnitOfWork, _restApiId: string): Promise<MethodReferences> {
  return {
    modelNames: new Set<string>(builtInModelNames),
    requestValidatorIds: new Set(),
    authorizerIds: new Set(),
  };
}
