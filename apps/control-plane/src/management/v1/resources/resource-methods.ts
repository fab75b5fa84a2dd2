import type { Resource } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { methods, type UnitOfWork } from '#libs/persistence';
import { embeddedMethods, methodNames, presentResource } from './resource.presenter.js';

/** Presents resources of one RestApi with their methods: in full with `embed=methods`, else by name only. */
export async function presentWithMethods(
  uow: UnitOfWork,
  restApiId: string,
  resources: readonly Resource[],
  embed: readonly string[] | undefined,
): Promise<v1.Resource[]> {
  const ids = resources.map(({ id }) => id);
  if (embed?.includes('methods')) {
    const found = await methods.ofResources(uow, restApiId, ids);
    return resources.map((resource) =>
      presentResource(
        resource,
        embeddedMethods(found.filter(({ resourceId }) => resourceId === resource.id)),
      ),
    );
  }
  const named = await methods.namesOf(uow, restApiId, ids);
  return resources.map((resource) => {
    const own = named.filter(([resourceId]) => resourceId === resource.id).map(([, name]) => name);
    return presentResource(resource, methodNames(own));
  });
}
