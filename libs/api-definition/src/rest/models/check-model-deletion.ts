import { conflict, fail, ok, type Result } from '../../domain-error.js';
import type { Method } from '../methods/method.js';
import type { Resource } from '../resources/resource.js';
import type { Model } from './model.js';
import { referencedModelNames } from './model-references.js';

/** All that may refer to a model. */
export interface ModelUsers {
  readonly resources: readonly Pick<Resource, 'id' | 'path'>[];
  readonly methods: readonly Method[];
  readonly models: readonly Model[];
}

/**
 * A model in use stays. The text for method requests is recorded (models), those for method responses and
 * other models follow it. Of several users the last in the given order is named.
 */
export function checkModelDeletion(name: string, { resources, methods, models }: ModelUsers): Result<null> {
  const pathOf = new Map(resources.map(({ id, path }) => [id, path]));
  const inUse = (where: string) => fail(conflict(`Cannot delete model '${name}', is referenced in ${where}`));
  for (const method of [...methods].reverse()) {
    // The root's path is a slash itself, so that AWS's text has two.
    const place = `${pathOf.get(method.resourceId) ?? ''}/${method.httpMethod}`;
    if (namesModel(method.requestModels, name)) return inUse(`method request: ${place}`);
    const response = Object.values(method.methodResponses).find(({ responseModels }) =>
      namesModel(responseModels, name),
    );
    if (response) return inUse(`method response: ${place}/${response.statusCode}`);
  }
  const other = models.find(
    (model) => model.name !== name && referencedModelNames(model.schema).includes(name),
  );
  return other ? inUse(`model: ${other.name}`) : ok(null);
}

const namesModel = (byContentType: Readonly<Record<string, string>> | null, name: string): boolean =>
  byContentType !== null && Object.values(byContentType).includes(name);
