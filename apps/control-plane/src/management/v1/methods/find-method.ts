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
  const { restApiId, resourceId } = address;
  if (!(await resources.findOwned(uow, owner, restApiId, resourceId))) return fail(unknownResource());
  return existing(uow, address);
}

/** For writes: the same, with the RestApi locked. */
export async function lockMethod(
  uow: UnitOfWork,
  owner: Owner,
  address: MethodAddress,
): Promise<Result<Method>> {
  const locked = await lockResource(uow, owner, address);
  return locked.ok ? existing(uow, address) : locked;
}

/** Locks the RestApi and makes sure of the resource. */
export async function lockResource(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, resourceId }: Pick<MethodAddress, 'restApiId' | 'resourceId'>,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const resource = restApi && (await resources.find(uow, restApiId, resourceId));
  return resource ? ok(undefined) : fail(unknownResource());
}

async function existing(
  uow: UnitOfWork,
  { restApiId, resourceId, httpMethod }: MethodAddress,
): Promise<Result<Method>> {
  const method = await methods.find(uow, restApiId, resourceId, httpMethod);
  return method ? ok(method) : fail(unknownMethod());
}
