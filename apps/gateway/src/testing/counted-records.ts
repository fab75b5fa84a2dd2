import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import { RequestRecord } from '../invocation/record/request-record.js';

/** A stage of which no more is known than what is counted by. */
export function stageNamed(
  restApiId: string,
  stageName = 'prod',
  apiName = 'Pets',
  protocol: 'REST' | 'HTTP' | 'WEBSOCKET' = 'REST',
): ActiveStage {
  const document = { accountId: '000000000000', region: 'us-east-1', restApiId, stageName };
  return {
    name: `${restApiId}/${stageName}`,
    document,
    observability: { apiName },
    release: { snapshot: { document: { protocol } } },
  } as unknown as ActiveStage;
}

/** One whose canary is on trial, and its canary. */
export function stageOnTrial(restApiId: string, trial: number): { base: ActiveStage; canary: ActiveStage } {
  const stage = stageNamed(restApiId);
  const base = { ...stage, document: { ...stage.document, trial } };
  return { base, canary: { ...base, isCanary: true } };
}

export const methodOf = (resourcePath: string, httpMethod = 'GET'): ActiveMethod =>
  ({ resourcePath, httpMethod, routeKey: null }) as unknown as ActiveMethod;

export const routeOf = (routeKey: string): ActiveMethod => ({ routeKey }) as unknown as ActiveMethod;

/** A complete record of a request that took so long. */
export function completeRecord(
  stage: ActiveStage | null,
  members: Partial<RequestRecord> = {},
): RequestRecord {
  return Object.assign(new RequestRecord('r'), { stage, status: 200, endedAfterMs: 3 }, members);
}
