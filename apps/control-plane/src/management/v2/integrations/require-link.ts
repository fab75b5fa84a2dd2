import {
  fail,
  ok,
  vpcLinkNotFound,
  type HttpApi,
  type HttpIntegration,
  type Result,
} from '#libs/api-definition';
import { httpVpcLinks, type UnitOfWork } from '#libs/persistence';
import { requireVpcLinks } from '../../account/vpc-links/require-vpc-links.js';

/**
 * Integrations go through links of their owner only, HTTP APIs' through those of version 2 and WebSocket
 * APIs' through those of version 1, as at AWS; the link is held, so that it is there when the transaction
 * ends. One that a stage variable names is known at run time alone.
 */
export async function requireLink(
  uow: UnitOfWork,
  { owner, protocolType }: HttpApi,
  integration: HttpIntegration,
): Promise<Result<void>> {
  if (protocolType === 'WEBSOCKET') return requireVpcLinks(uow, owner, [integration]);
  const { connectionId } = integration;
  if (connectionId === null || connectionId.includes('${')) return ok(undefined);
  return (await httpVpcLinks.hold(uow, owner, connectionId)) ? ok(undefined) : fail(vpcLinkNotFound);
}
