import {
  fail,
  ok,
  unknownIntegration,
  type Integration,
  type Method,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';
import { findMethod, lockMethod, type MethodAddress } from '../methods/find-method.js';

/** A method and the integration that it has. */
export interface FoundIntegration {
  readonly method: Method;
  readonly integration: Integration;
}

/** For reads: the integration, or the 404 of whatever is missing first. */
export async function findIntegration(
  uow: UnitOfWork,
  owner: Owner,
  address: MethodAddress,
): Promise<Result<FoundIntegration>> {
  return integrationOf(await findMethod(uow, owner, address));
}

/** For writes: the same, with the RestApi locked. */
export async function lockIntegration(
  uow: UnitOfWork,
  owner: Owner,
  address: MethodAddress,
): Promise<Result<FoundIntegration>> {
  return integrationOf(await lockMethod(uow, owner, address));
}

function integrationOf(found: Result<Method>): Result<FoundIntegration> {
  if (!found.ok) return found;
  const integration = found.value.methodIntegration;
  return integration ? ok({ method: found.value, integration }) : fail(unknownIntegration());
}
