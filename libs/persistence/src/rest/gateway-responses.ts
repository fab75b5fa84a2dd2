import type { GatewayResponse } from '#libs/api-definition';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { GatewayResponseEntity } from './gateway-response.entity.js';

/** The gateway responses of a RestApi that were set. The caller checks who owns the RestApi. */
export const gatewayResponses = { find, all, save, remove };

async function find(
  uow: UnitOfWork,
  restApiId: string,
  responseType: string,
): Promise<GatewayResponse | undefined> {
  return (await repositoryOf(uow, GatewayResponseEntity).findOneBy({ restApiId, responseType })) ?? undefined;
}

/** By type; 21 at most. */
async function all(uow: UnitOfWork, restApiId: string): Promise<GatewayResponse[]> {
  return repositoryOf(uow, GatewayResponseEntity).find({
    where: { restApiId },
    order: { responseType: 'ASC' },
  });
}

/** Sets types, whether they were set before or not. */
async function save(uow: UnitOfWork, rows: readonly GatewayResponse[]): Promise<void> {
  if (rows.length > 0) {
    await repositoryOf(uow, GatewayResponseEntity).upsert([...rows], ['restApiId', 'responseType']);
  }
}

/** Whether the type was set. */
async function remove(uow: UnitOfWork, restApiId: string, responseType: string): Promise<boolean> {
  return (await repositoryOf(uow, GatewayResponseEntity).delete({ restApiId, responseType })).affected === 1;
}
