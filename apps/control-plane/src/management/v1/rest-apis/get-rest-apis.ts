import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentRestApi } from './rest-api.presenter.js';

export async function getRestApis(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetRestApisRequest,
): Promise<Result<v1.RestApis>> {
  const { items, position } = await page(
    input,
    (wanted) => restApis.list(uow, owner, wanted),
    ({ id }) => id,
  );
  return ok({
    item: items.map((restApi) => presentRestApi(restApi, 'absent')),
    ...(position !== undefined && { position }),
  });
}
