import { randomBytes } from 'node:crypto';
import {
  DEFAULT_STAGE,
  fail,
  findRouteKeyConflict,
  idLengths,
  newHttpStage,
  newId,
  ok,
  quickCreate,
  updateQuickCreated,
  type GivenQuickCreate,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import { httpIntegrations, httpRoutes, httpStages, type UnitOfWork } from '#libs/persistence';
import type { ApiWrite } from '../api-write.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';

const newPartId = (): string => newId(idLengths.other, randomBytes);

/** The integration, the route and the stage of a quick create. */
export async function makeQuickCreated(
  write: ApiWrite,
  api: HttpApi,
  given: GivenQuickCreate,
): Promise<Result<void>> {
  const { uow, nowMs } = write;
  const created = quickCreate(api, given, { integrationId: newPartId(), routeId: newPartId() });
  if (!created.ok) return created;
  const stage = newHttpStage({ stageName: DEFAULT_STAGE, autoDeploy: true }, api.apiId, {
    protocolType: api.protocolType,
    routeKeys: new Set(),
    knownDeploymentIds: new Set(),
    knownClientCertificateIds: new Set(),
    nowMs,
  });
  if (!stage.ok) return stage;
  await httpIntegrations.insert(uow, [created.value.integration]);
  await httpRoutes.insert(uow, [created.value.route]);
  await httpStages.insert(uow, { ...stage.value, apiGatewayManaged: true });
  await deployAutomatically(write, api);
  return ok(undefined);
}

/** Changes what a quick create has made of the API, as UpdateApi asks. */
export async function changeQuickCreated(
  uow: UnitOfWork,
  { apiId }: HttpApi,
  given: GivenQuickCreate,
): Promise<Result<void>> {
  const routes = await httpRoutes.all(uow, { apiId });
  const updated = updateQuickCreated(
    {
      integration: await httpIntegrations.findBy(uow, { apiId }, { apiGatewayManaged: true }),
      route: routes.find(({ apiGatewayManaged }) => apiGatewayManaged),
    },
    given,
  );
  if (!updated.ok) return updated;
  const { integration, route } = updated.value;
  const others = routes.filter(({ routeId }) => routeId !== route.routeId);
  const conflict = findRouteKeyConflict(
    route.routeKey,
    others.map(({ routeKey }) => routeKey),
  );
  if (conflict) return fail(conflict);
  await httpIntegrations.update(uow, integration);
  await httpRoutes.update(uow, route);
  return ok(undefined);
}
