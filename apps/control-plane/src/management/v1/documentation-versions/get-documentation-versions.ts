import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type {
  DocumentationVersions as WireDocumentationVersions,
  GetDocumentationVersionsRequest,
} from '#libs/aws-wire';
import { documentationVersions, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

export async function getDocumentationVersions(
  uow: UnitOfWork,
  owner: Owner,
  input: GetDocumentationVersionsRequest,
): Promise<Result<WireDocumentationVersions>> {
  const { restApiId } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const { items, position } = await page(
    input,
    (wanted) => documentationVersions.list(uow, restApiId, wanted),
    ({ version }) => version,
  );
  return ok({ item: items.map(presentDocumentationVersion), ...(position !== undefined && { position }) });
}
