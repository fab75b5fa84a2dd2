import { randomBytes } from 'node:crypto';
import {
  beginCapture as checkCapture,
  captureBodyBytes,
  captureRequests,
  captureSeconds,
  capturesMax,
  fail,
  notFound,
  ok,
  tooManyCaptures,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { apiKeys, captures, stages, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../definition/publish.js';
import type { BeginCaptureRequest, CaptureShown } from './captures.dto.js';
import { presentCapture } from './present-capture.js';

/** Begins to capture requests of a stage, on every gateway. */
export async function beginCapture(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  wanted: BeginCaptureRequest,
  nowMs: number,
): Promise<Result<CaptureShown>> {
  const { restApiId, stageName, apiKeyId = null, requestId = null } = wanted;
  const { durationSeconds = captureSeconds.usual } = wanted;
  const checked = checkCapture({
    id: randomBytes(16).toString('hex'),
    ...owner,
    restApiId,
    stageName,
    apiKeyId,
    requestId: requestId?.toLowerCase() ?? null,
    untilMs: nowMs + durationSeconds * 1000,
    requestsMax: wanted.requestsMax ?? captureRequests.usual,
    bodyBytesMax: wanted.bodyBytesMax ?? captureBodyBytes.usual,
  });
  if (!checked.ok) return checked;
  if (!(await stages.findOwned(uow, owner, restApiId, stageName)))
    return fail(notFound('Invalid stage identifier specified'));
  if (apiKeyId !== null && !(await apiKeys.find(uow, owner, apiKeyId)))
    return fail(notFound('Invalid API Key identifier specified'));
  if (!(await captures.insert(uow, checked.value, capturesMax, nowMs))) return fail(tooManyCaptures);
  await publish(owner, 'publish-capture', { captureId: checked.value.id });
  return ok(presentCapture(checked.value));
}
