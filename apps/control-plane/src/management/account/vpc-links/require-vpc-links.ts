import { fail, ok, vpcLinkNotFound, type Integration, type Owner, type Result } from '#libs/api-definition';
import { vpcLinks, type UnitOfWork } from '#libs/persistence';

/**
 * Integrations may go through links of their owner only; these are held, so that they are still there when
 * the transaction ends. A link that a stage variable names is known at run time alone, and not looked for
 * (recorded: integrations).
 */
export async function requireVpcLinks(
  uow: UnitOfWork,
  owner: Owner,
  integrations: readonly (Pick<Integration, 'connectionId'> | null)[],
): Promise<Result<void>> {
  const named = integrations
    .map((integration) => integration?.connectionId ?? '')
    .filter((id) => id !== '' && !id.includes('${'));
  const ids = [...new Set(named)];
  const held = await vpcLinks.hold(uow, owner, ids);
  return held.size === ids.length ? ok(undefined) : fail(vpcLinkNotFound);
}
