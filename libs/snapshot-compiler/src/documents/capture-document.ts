import type { Capture } from '#libs/api-definition';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** The document of a capture. Gateways that do not know the kind capture nothing, and serve as before. */
export function captureDocument(capture: Capture): SealedDocument {
  const { id, restApiId, stageName, apiKeyId, requestId, untilMs, requestsMax, bodyBytesMax } = capture;
  return sealDocument('capture', documentNames.capture(id), {
    id,
    restApiId,
    stageName,
    apiKeyId,
    requestId,
    untilMs,
    requestsMax,
    bodyBytesMax,
  });
}
