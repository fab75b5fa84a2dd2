import { randomBytes } from 'node:crypto';
import { idLengths, newId, type HttpMethod, type Method } from '#libs/api-definition';
import { methods, resources, restApis } from '#libs/persistence';
import { mockMethodWith, restApiWith, rootResource } from '#libs/testing';
import type { TestControlPlane } from './start-control-plane.js';

/**
 * A RestApi put straight into the database: the root with one MOCK method per name. For suites of nouns below
 * or beside a RestApi.
 */
export async function seedRestApi(
  { database, accountId }: TestControlPlane,
  httpMethods: readonly HttpMethod[] = ['GET'],
): Promise<{ readonly id: string; readonly rootResourceId: string }> {
  const id = newId(idLengths.restApi, randomBytes);
  const rootResourceId = newId(idLengths.rootResource, randomBytes);
  await database.write(async (uow) => {
    const owner = { accountId, region: 'us-east-1' };
    const restApi = restApiWith({ owner, id, rootResourceId, name: 'seeded', createdAtMs: 0 });
    await restApis.insert(uow, restApi);
    await resources.insert(uow, [rootResource(restApi)]);
    await methods.insert(
      uow,
      httpMethods.map((httpMethod) => mockMethod(id, rootResourceId, httpMethod)),
    );
  });
  return { id, rootResourceId };
}

/** A method that answers 200 without a backend. */
export const mockMethod = (restApiId: string, resourceId: string, httpMethod: HttpMethod): Method =>
  mockMethodWith({ restApiId, resourceId, httpMethod });
