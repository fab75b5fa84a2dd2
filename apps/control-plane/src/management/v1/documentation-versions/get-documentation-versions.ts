import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationVersions, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

export async function getDocumentationVersions(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDocumentationVersionsRequest,
): Promise<Result<v1.DocumentationVersions>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => documentationVersions.list(uow, restApiId, wanted),
    ({ version }) => version,
  );
  return ok({ item: items.map(presentDocumentationVersion), ...(position !== undefined && { position }) });
}
