import type { ApiParts } from '../api-parts.js';
import type { DocumentationPart } from '../documentation/documentation-part.js';
import type { Method } from '../methods/method.js';
import { withReferencesTo } from '../models/model-references.js';
import type { Resource } from '../resources/resource.js';
import type { RestApi } from './rest-api.js';

/** Everything below a RestApi that a clone takes along. */
export interface DefinitionTree extends ApiParts {
  /** By path, so parents come before their children. */
  readonly resources: readonly Resource[];
  readonly methods: readonly Method[];
  readonly documentationParts: readonly DocumentationPart[];
}

/**
 * The source's tree under another RestApi, with new ids; the root gets the target's root id. Methods keep to
 * the copies of their authorizers and validators, and models to the copies of the models that they refer to.
 */
export function cloneDefinition(
  source: DefinitionTree,
  target: RestApi,
  newId: () => string,
): DefinitionTree {
  const ids = new Map<string, string>();
  for (const { id, parentId } of source.resources) {
    ids.set(id, parentId === null ? target.rootResourceId : newId());
  }
  const idOf = (id: string): string => ids.get(id) ?? id;
  const copies = <T extends { readonly id: string }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, restApiId: target.id, id: newId() }));
  const requestValidators = copies(source.requestValidators);
  const authorizers = copies(source.authorizers);
  const validatorIds = newIdByOld(source.requestValidators, requestValidators);
  const authorizerIds = newIdByOld(source.authorizers, authorizers);
  return {
    resources: source.resources.map((resource) => ({
      ...resource,
      restApiId: target.id,
      id: idOf(resource.id),
      parentId: resource.parentId === null ? null : idOf(resource.parentId),
    })),
    methods: source.methods.map((method) => ({
      ...method,
      restApiId: target.id,
      resourceId: idOf(method.resourceId),
      requestValidatorId: validatorIds.get(method.requestValidatorId) ?? null,
      authorizerId: authorizerIds.get(method.authorizerId) ?? null,
      methodIntegration: method.methodIntegration && {
        ...method.methodIntegration,
        // By default a resource's own id.
        cacheNamespace: idOf(method.methodIntegration.cacheNamespace),
      },
    })),
    models: copies(source.models).map((model) => ({
      ...model,
      schema: withReferencesTo(model.schema, target.id),
    })),
    requestValidators,
    authorizers,
    gatewayResponses: source.gatewayResponses.map((response) => ({ ...response, restApiId: target.id })),
    documentationParts: copies(source.documentationParts),
  };
}

const newIdByOld = (
  old: readonly { readonly id: string }[],
  copied: readonly { readonly id: string }[],
): ReadonlyMap<string | null, string> => new Map(old.map(({ id }, index) => [id, copied[index]!.id]));
