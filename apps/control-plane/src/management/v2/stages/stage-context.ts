import type { HttpApi, HttpStageContext } from '#libs/api-definition';
import { clientCertificates, httpDeployments, httpRoutes, type UnitOfWork } from '#libs/persistence';

/** What a stage that is given these is held to. */
export async function stageContext(
  uow: UnitOfWork,
  { owner, apiId, protocolType }: HttpApi,
  given: {
    readonly deploymentId?: string;
    readonly clientCertificateId?: string;
    readonly routeSettings?: Readonly<Record<string, unknown>>;
  },
  nowMs: number,
): Promise<HttpStageContext> {
  const known = given.deploymentId ? await httpDeployments.find(uow, apiId, given.deploymentId) : undefined;
  const hasRoutes = Object.keys(given.routeSettings ?? {}).length > 0;
  const routes = hasRoutes ? await httpRoutes.all(uow, { apiId }) : [];
  const { clientCertificateId: id } = given;
  // Held: it is still there when the transaction ends.
  const isKnown = id ? await clientCertificates.hold(uow, owner, id) : false;
  return {
    protocolType,
    routeKeys: new Set(routes.map(({ routeKey }) => routeKey)),
    knownDeploymentIds: new Set(known ? [known.deployment.deploymentId] : []),
    knownClientCertificateIds: new Set(id && isKnown ? [id] : []),
    nowMs,
  };
}
