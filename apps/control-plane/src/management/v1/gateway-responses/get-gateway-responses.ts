import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { gatewayResponseTypes, type GatewayResponseTypeName } from '#libs/gateway-responses';
import { gatewayResponses, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentGatewayResponse } from './gateway-response.presenter.js';

const types = (Object.keys(gatewayResponseTypes) as GatewayResponseTypeName[]).sort();

/** GetGatewayResponses: all 21 types, set or not (recorded: gateway responses). */
export async function getGatewayResponses(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetGatewayResponsesRequest,
): Promise<Result<v1.GatewayResponses>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    ({ after, count }) =>
      Promise.resolve(types.filter((type) => after === null || type > after).slice(0, count)),
    (type) => type,
  );
  const set = await gatewayResponses.all(uow, restApiId);
  return ok({
    item: items.map((type) => presentGatewayResponse(type, set)),
    ...(position !== undefined && { position }),
  });
}
