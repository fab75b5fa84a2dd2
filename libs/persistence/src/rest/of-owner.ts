import { Raw, type FindOperator } from 'typeorm';
import type { Owner } from '#libs/api-definition';

/**
 * The id of a RestApi, if the owner has it; equal to nothing otherwise. For finders below a RestApi, so that
 * one query finds the row and checks whose it is: an unknown RestApi and an unknown row look alike, as they
 * do at AWS (recorded: general patterns).
 */
export const ofOwner = ({ accountId, region }: Owner, restApiId: string): FindOperator<string> =>
  Raw(
    (column) =>
      `${column} = (SELECT id FROM rest_apis WHERE id = :restApiId AND account_id = :accountId AND region = :region)`,
    { restApiId, accountId, region },
  ) as FindOperator<string>;
