import { randomBytes } from 'node:crypto';
import {
  createDocumentationPart as decidePart,
  documentationPartExists,
  fail,
  idLengths,
  isSameLocation,
  newId,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentDocumentationPart } from './documentation-part.presenter.js';

export async function createDocumentationPart(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateDocumentationPartRequest,
  limits: Limits,
): Promise<Result<v1.DocumentationPart>> {
  const { restApiId } = input;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const created = decidePart({ ...input, id: newId(idLengths.other, randomBytes) });
  if (!created.ok) return created;
  const { location } = created.value;
  const others = await documentationParts.all(uow, restApiId);
  if (others.some((other) => isSameLocation(other.location, location))) {
    return fail(documentationPartExists(location));
  }
  await documentationParts.insert(uow, [created.value]);
  const within = await limits.require(uow, 'documentationPartsPerRestApi', restApiId);
  if (!within.ok) return within;
  return ok(presentDocumentationPart(created.value));
}
