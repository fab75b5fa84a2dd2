import type { FrozenDefinition } from '#libs/api-definition';

/**
 * A definition without what every import makes anew: ids give way to the names and paths that they stand for.
 */
export function comparable(definition: FrozenDefinition): unknown {
  const nameOf = new Map(
    [...definition.requestValidators, ...definition.authorizers].map(({ id, name }) => [id, name]),
  );
  const pathOf = new Map(definition.resources.map(({ id, path }) => [id, path]));
  return {
    restApi: definition.restApi,
    resources: definition.resources.map(({ path, pathPart, parentId }) => ({
      path,
      pathPart,
      parent: parentId && pathOf.get(parentId),
    })),
    methods: byText(
      definition.methods.map(
        ({ resourceId, authorizerId, requestValidatorId, methodIntegration, ...method }) => ({
          ...method,
          path: pathOf.get(resourceId),
          authorizer: authorizerId && nameOf.get(authorizerId),
          validator: requestValidatorId && nameOf.get(requestValidatorId),
          methodIntegration: methodIntegration && {
            ...methodIntegration,
            cacheNamespace: pathOf.get(methodIntegration.cacheNamespace) ?? methodIntegration.cacheNamespace,
          },
        }),
      ),
    ),
    models: definition.models.map(({ id: _, schema, ...model }) => ({
      ...model,
      schema: JSON.parse(schema) as unknown,
    })),
    requestValidators: byText(definition.requestValidators.map(({ id: _, ...validator }) => validator)),
    authorizers: byText(definition.authorizers.map(({ id: _, ...authorizer }) => authorizer)),
    gatewayResponses: definition.gatewayResponses,
  };
}

/** Members may be in any order, so each element is sorted by its own text with sorted members. */
const byText = <T extends object>(items: readonly T[]): readonly T[] =>
  [...items].sort((one, other) => (text(one) < text(other) ? -1 : 1));

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
