import {
  fail,
  matchesDocumentationFilter,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, restApis, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentDocumentationPart } from './documentation-part.presenter.js';

/** GetDocumentationParts, in the order in which they were made or imported (recorded: general patterns). */
export async function getDocumentationParts(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDocumentationPartsRequest,
): Promise<Result<v1.DocumentationParts>> {
  const { restApiId, nameQuery: name } = input;
  if (!(await restApis.find(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const all = await documentationParts.inOrder(uow, restApiId);
  const wanted = all.filter(({ part }) => matchesDocumentationFilter(part, { ...input, name }));
  const { items, position } = await page(
    input,
    ({ after, count }) => {
      const from = /^\d{1,18}$/.test(after ?? '') ? BigInt(after!) : 0n;
      return Promise.resolve(wanted.filter(({ ordinal }) => ordinal > from).slice(0, count));
    },
    ({ ordinal }) => String(ordinal),
  );
  return ok({
    item: items.map(({ part }) => presentDocumentationPart(part)),
    ...(position !== undefined && { position }),
  });
}
