import type { Capture } from '#libs/api-definition';
import type { CapturedRequest } from '#libs/observations';
import type { CapturedRequestShown, CaptureShown } from './captures.dto.js';

export function presentCapture(capture: Capture): CaptureShown {
  const { id, restApiId, stageName, apiKeyId, requestId, untilMs, requestsMax, bodyBytesMax } = capture;
  return {
    id,
    restApiId,
    stageName,
    ...(apiKeyId !== null && { apiKeyId }),
    ...(requestId !== null && { requestId }),
    until: new Date(untilMs).toISOString(),
    requestsMax,
    bodyBytesMax,
  };
}

export function presentCapturedRequest(captured: CapturedRequest): CapturedRequestShown {
  const { requestId, receivedAtMs, durationMs, apiKeyId, refusal, sourceIp, request, response } = captured;
  const { deploymentId, isCanary } = captured;
  return {
    requestId,
    receivedAt: new Date(receivedAtMs).toISOString(),
    durationMs,
    ...(apiKeyId !== null && { apiKeyId }),
    ...(refusal !== null && { refusal }),
    ...(deploymentId !== undefined && { deploymentId }),
    ...(isCanary !== undefined && { isCanary }),
    sourceIp,
    request,
    response,
  };
}
