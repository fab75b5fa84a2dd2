import type {
  ExplainedCache,
  ExplainedCall,
  ExplainedDeployment,
  ExplainedRefusal,
  ExplainedStep,
  Explanation,
  StepOutcome,
} from '#libs/explanations';
import { contextPathOf } from '../../invocation/api-address.js';
import { canaryRequest } from '../../invocation/canary-request.js';
import { integrationStepNames } from '../../invocation/integration-steps.js';
import { ageOf } from '../../invocation/response-cache/kept-response.js';
import { stepsOf as takenSteps } from '../../invocation/stage-steps.js';
import type { RecordedRefusal, RequestRecord } from '../../invocation/record/request-record.js';
import { headReasons } from '../../refusals/head-reasons.js';
import { rejectionReasons } from '../../refusals/rejection-reasons.js';
import { maskVariables } from '../secrets/mask-all.js';

/** Callers' and backends' texts are cut: an explanation is for a person. */
const charsMax = 1_000;
/** The comparison of a signature is a request's head. */
const comparisonCharsMax = 4_000;
const reasons = { ...headReasons, ...rejectionReasons };

/** What a complete record says, for who asks by its id. */
export function explainRequest(record: RequestRecord, gatewayId: string): Explanation {
  const { requestId, extendedRequestId, receivedAtMs, httpMethod, stage, invocation, refusal } = record;
  return {
    requestId,
    extendedRequestId,
    gatewayId,
    accountId: stage?.document.accountId ?? null,
    receivedAtMs,
    tookMs: record.endedAfterMs,
    request: {
      httpMethod: record.eventType ?? cut(httpMethod),
      host: cut(invocation?.request.host ?? ''),
      path: cut(pathOf(record)),
      sourceIp: record.sourceIp,
    },
    status: record.status,
    bytesIn: record.bytesIn,
    bytesOut: record.bytesOut,
    served: deploymentOf(record),
    caller: {
      apiKeyId: record.apiKeyId,
      usagePlanId: record.usagePlanId,
      principalId: record.principalId === null ? null : cut(record.principalId),
    },
    steps: stepsOf(record),
    refusal: refusal === null ? null : refusalOf(refusal),
    cache: cacheOf(record),
    integration: callOf(record),
    traceId: record.trace === null ? null : cut(record.trace.shown),
  };
}

/** As it came, with the stage; the query may hold signatures and keys. */
function pathOf({ invocation, path }: RequestRecord): string {
  const address = invocation?.address ?? null;
  return address === null || (address.custom === null && address.stageName === '')
    ? path
    : contextPathOf(address);
}

function deploymentOf({ stage, method }: RequestRecord): ExplainedDeployment | null {
  if (stage === null) return null;
  const { restApiId, stageName, deploymentId } = stage.document;
  const isCanaryRequest = canaryRequest(stage);
  return {
    apiId: restApiId,
    stageName,
    deploymentId,
    ...(isCanaryRequest !== null && { isCanary: isCanaryRequest === 'true' }),
    method: method && (method.routeKey || `${method.httpMethod} ${method.resourcePath}`),
  };
}

function stepsOf(record: RequestRecord): ExplainedStep[] {
  const { stage, method, stepIndex, waits, refusal, invocation } = record;
  if (invocation === null) return [];
  const step = (name: string, outcome: StepOutcome, waitedMs: number | null = null): ExplainedStep => ({
    name,
    outcome,
    waitedMs,
  });
  if (stage === null) return [step('selectStage', 'refused')];
  const selected = [step('selectStage', 'passed')];
  if (canaryRequest(stage) !== null) selected.push(step('chooseRelease', 'passed'));
  const match = invocation.event !== null ? 'selectRoute' : record.isOfHttpApi ? 'matchRoute' : 'matchMethod';
  if (method === null) return [...selected, step(match, 'refused')];
  const isHit = invocation.cacheUse?.hit != null;
  const outcomeOf = (name: string, index: number): StepOutcome => {
    if (index > stepIndex || (isHit && leftOutOnHits.has(name))) return 'not reached';
    return index === stepIndex && refusal !== null ? 'refused' : 'passed';
  };
  return [
    ...selected,
    step(match, 'passed'),
    ...takenSteps(stage, method).flatMap(({ name }, index) =>
      // It is of logs, and no part of the road.
      name === 'keepExcerpts' ? [] : [step(name, outcomeOf(name, index), waitOf(waits, index))],
    ),
  ];
}

const leftOutOnHits: ReadonlySet<string> = new Set([...integrationStepNames, 'keepResponse']);

function waitOf(waits: readonly number[] | null, stepIndex: number): number | null {
  if (waits !== null) {
    for (let at = 0; at < waits.length; at += 2) if (waits[at] === stepIndex) return waits[at + 1]!;
  }
  return null;
}

function refusalOf({ code, type, reason, comparison = null }: RecordedRefusal): ExplainedRefusal {
  const { meaning, check } = reasons[code];
  return {
    code,
    responseType: type,
    meaning,
    detail: cut(reason),
    comparison: comparison && comparison().slice(0, comparisonCharsMax),
    check,
  };
}

function cacheOf({ cacheResult, invocation, receivedAtMs }: RequestRecord): ExplainedCache | null {
  const use = invocation?.cacheUse;
  if (!use || cacheResult === null) return null;
  return {
    result: cacheResult,
    keyParameters: use.method.key.parameters.map(cut),
    ageSeconds: use.hit === null ? null : ageOf(use.hit, receivedAtMs),
    notKept: use.notKept,
  };
}

function callOf(record: RequestRecord): ExplainedCall | null {
  const sent = record.invocation?.exchange?.request;
  if (!sent) return null;
  const { integrationSentAfterMs, integrationEndedAfterMs, integrationStatus } = record;
  return {
    uri: cut(maskVariables(sent.origin + sent.path.split('?', 1)[0]!, record.stage)),
    sentAfterMs: integrationSentAfterMs < 0 ? null : integrationSentAfterMs,
    endedAfterMs: integrationEndedAfterMs < 0 ? null : integrationEndedAfterMs,
    status: integrationStatus === 0 ? null : integrationStatus,
  };
}

const cut = (text: string): string => (text.length > charsMax ? `${text.slice(0, charsMax)}...` : text);
