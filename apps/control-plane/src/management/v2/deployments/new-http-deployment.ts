import { randomBytes } from 'node:crypto';
import { idLengths, newId, type FrozenHttpDefinition, type HttpDeployment } from '#libs/api-definition';
import { httpDeployments, type UnitOfWork } from '#libs/persistence';
import { canonicalJson, digest } from '#libs/snapshot-format';

/** A deployment of what is frozen. */
export const newHttpDeployment = (
  frozen: FrozenHttpDefinition,
  { nowMs, ...given }: Pick<HttpDeployment, 'autoDeployed' | 'description'> & { readonly nowMs: number },
): HttpDeployment => ({
  ...given,
  apiId: frozen.api.apiId,
  deploymentId: newId(idLengths.other, randomBytes),
  createdAtMs: nowMs,
  definitionDigest: digest(canonicalJson(frozen)),
});

export const insertHttpDeployment = (
  uow: UnitOfWork,
  deployment: HttpDeployment,
  frozen: FrozenHttpDefinition,
): Promise<void> => httpDeployments.insert(uow, deployment, JSON.stringify(frozen));
