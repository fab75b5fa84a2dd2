import { randomUUID } from 'node:crypto';
import {
  badRequest,
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { serviceUnavailable } from '#libs/aws-wire';
import { httpApis, httpStages, type ListPage, type UnitOfWork } from '#libs/persistence';
import {
  connectionsQuestionFormatVersion,
  type ConnectionsQuestion,
  type OpenConnectionState,
} from '#libs/snapshot-format';
import { WireException } from '../../http/wire-exception.js';
import type { TestInvoker } from '../../test-invocations/test-invoker.js';
import type { OpenConnection } from './open-connections.dto.js';

interface AskedStage {
  readonly apiId: string;
  readonly stageName: string;
}

/**
 * Asks one of the gateways which connections are open. It is handed the question as a test invocation is:
 * that is the one way by which the control plane asks gateways anything, with and without Redis. Whichever
 * takes it asks the others over their Redis; without a Redis there is one gateway.
 */
export function loadOpenConnections(
  invoker: Pick<TestInvoker, 'run'>,
  owner: Owner,
  stage: AskedStage,
): (part: ListPage) => Promise<readonly OpenConnectionState[]> {
  return async ({ after, count }) => {
    const outcome = await invoker.run((uow) => questionOf(uow, owner, stage, { after, limit: count }));
    if (outcome.kind === 'ended' && outcome.result.kind === 'connections' && outcome.result.connections) {
      return outcome.result.connections;
    }
    throw new WireException(
      serviceUnavailable('A gateway that may hold connections does not answer; try again later.', 1),
    );
  };
}

/** @returns a failure for what is no stage of a WebSocket API of the owner. */
async function questionOf(
  uow: UnitOfWork,
  owner: Owner,
  { apiId, stageName }: AskedStage,
  part: Pick<ConnectionsQuestion['connectionsOf'], 'after' | 'limit'>,
): Promise<Result<ConnectionsQuestion>> {
  const api = await httpApis.find(uow, owner, apiId);
  if (!api) return fail(restApiNotFound(owner, apiId));
  if (api.protocolType !== 'WEBSOCKET') return fail(badRequest('The API is no WebSocket API'));
  if (!(await httpStages.find(uow, apiId, stageName))) return fail(stageNotFound);
  return ok({
    formatVersion: connectionsQuestionFormatVersion,
    id: randomUUID(),
    connectionsOf: { apiId, stageName, ...part },
  });
}

export function presentOpenConnection(state: OpenConnectionState, nowMs: number): OpenConnection {
  const { connectionId, connectedAtMs, lastActiveAtMs, sourceIp, userAgent, principalId, apiKeyId } = state;
  return {
    connectionId,
    connectedAt: new Date(connectedAtMs).toISOString(),
    lastActiveAt: new Date(lastActiveAtMs).toISOString(),
    // The clocks of gateways differ.
    ageSeconds: Math.max(0, Math.floor((nowMs - connectedAtMs) / 1000)),
    identity: { sourceIp, userAgent, principalId, apiKeyId },
  };
}
