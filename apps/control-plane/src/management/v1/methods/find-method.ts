import {
  fail,
  ok,
  unknownMethod,
  unknownResource,
  type Method,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { methods, resources, restApis, type UnitOfWork } from '#libs/persistence';

/** How calls name a method. */
export interface MethodAddress {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** For reads: the method, or the 404 of whatever is missing first (recorded: general patterns). */
export async function findMethod(
  uow: UnitOfWork,
  owner: Owner,
  address: MethodAddress,
): Promise<Result<Method>> {
  const found = await methods.findBelow(uow, owner, address);
  if (found === undefined) return fail(unknownResource());
  return found === null ? fail(unknownMethod()) : ok(found);
}

/** For writes: the same, with the RestApi locked. */
export async function lockMethod(
  uow: UnitOfWork,
  owner: Owner,
  address: MethodAddress,
): Promise<Result<Method>> {
  const [restApi, method] = await Promise.all([
    restApis.lock(uow, owner, address.restApiId),
    findMethod(uow, owner, address),
  ]);
  return restApi ? method : fail(unknownResource());
}

/** Locks the RestApi and makes sure of the resource. */
export async function lockResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId }: Pick<MethodAddress, 'restApiId' | 'resourceId'>,
): Promise<Result<void>> {
  // Sent together, run one after the other: the resource is read under the lock.
  const [restApi, resource] = await Promise.all([
    restApis.lock(uow, owner, restApiId),
    resources.find(uow, restApiId, resourceId),
  ]);
  return restApi && resource ? ok(undefined) : fail(unknownResource());
}
