import type { EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { Owner } from '#libs/api-definition';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * A row below a RestApi, in one query with the check whose the RestApi is: an unknown RestApi and an unknown row look alike, as they do
 * at AWS (recorded: general patterns).
 */
export function findOwnedRow<Row extends ObjectLiteral & { restApiId: string }>(
  uow: UnitOfWork,
  entity: EntityTarget<Row>,
  { accountId, region }: Owner,
  key: FindOptionsWhere<Row>,
): Promise<Row | null> {
  return uow.manager
    .createQueryBuilder(entity, 'row')
    .innerJoin(
      'rest_apis',
      'a',
      'a.id = row.restApiId AND a.account_id = :accountId AND a.region = :region',
      {
        accountId,
        region,
      },
    )
    .where(key)
    .getOne();
}
