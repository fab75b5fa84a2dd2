import type { Readable } from 'node:stream';
import type { CapturedRequest } from '#libs/observations';
import type { CaptureDocument } from '#libs/snapshot-format';
import type { OutgoingResponse } from '../http/outgoing-response.js';
import { firstHeader } from '../http/raw-headers.js';
import { canaryRequest } from '../invocation/canary-request.js';
import type { Invocation } from '../invocation/invocation.js';
import type { RecordReader, RequestRecord } from '../invocation/record/request-record.js';
import { RequestSecrets } from '../observability/secrets/request-secrets.js';
import type { ActiveCaptures } from './active-captures.js';
import { identityNames } from './identity-names.js';
import { ByteBudget, KeptBytes, type Hide } from './kept-bytes.js';
import { maskHeaders, maskTarget } from './mask-secrets.js';
import { tapBody, tapResponse } from './tap.js';

export interface RequestCapturesOptions {
  readonly captures: ActiveCaptures;
  readonly blocks: { add(request: CapturedRequest): void };
}

/** A request that may turn out to be captured. */
interface Watched {
  readonly candidates: readonly CaptureDocument[];
  /** As they came: a signature that was checked is taken out of the request later. */
  readonly headers: readonly string[];
  readonly requestBody: KeptBytes;
  readonly responseBody: KeptBytes;
  status: number;
  responseHeaders: readonly string[];
}

/**
 * Captures requests whole: watches those that a running capture may be for, and decides when their record is
 * complete, since the key of a request is known only on its way. Where no capture runs, requests are not
 * touched.
 */
export class RequestCaptures implements RecordReader {
  private readonly watched = new Map<RequestRecord, Watched>();
  private readonly captured = new Map<string, number>();
  private readonly budget = new ByteBudget();

  constructor(private readonly options: RequestCapturesOptions) {}

  /** Whether requests need be watched at all. */
  get isOn(): boolean {
    return !this.options.captures.isEmpty;
  }

  /** Before the request runs. */
  watch({ record, request, address }: Invocation, body: Readable, outgoing: OutgoingResponse): void {
    const running = this.options.captures.of(address.apiId, address.stageName, record.receivedAtMs);
    if (running.length === 0) return;
    const sentId = firstHeader(request.rawHeaders, 'x-amzn-requestid')?.toLowerCase();
    const candidates = running.filter(
      ({ id, requestId, requestsMax }) =>
        (requestId === null || requestId === sentId) && (this.captured.get(id) ?? 0) < requestsMax,
    );
    if (candidates.length === 0) return;
    const bytesMax = Math.max(...candidates.map(({ bodyBytesMax }) => bodyBytesMax));
    const watched: Watched = {
      candidates,
      headers: [...request.rawHeaders],
      requestBody: new KeptBytes(bytesMax, this.budget),
      responseBody: new KeptBytes(bytesMax, this.budget),
      status: 0,
      responseHeaders: [],
    };
    this.watched.set(record, watched);
    if (request.bodyBytes !== 0) tapBody(body, (chunk) => watched.requestBody.add(chunk));
    tapResponse(outgoing, {
      head: (status, headers) => Object.assign(watched, { status, responseHeaders: headers }),
      body: (chunk) => {
        if (request.sentMethod !== 'HEAD') watched.responseBody.add(chunk);
      },
    });
  }

  read(record: RequestRecord): void {
    if (this.watched.size === 0) return;
    const watched = this.watched.get(record);
    if (watched === undefined) return;
    this.watched.delete(record);
    watched.requestBody.release();
    watched.responseBody.release();
    if (!this.isOn && this.watched.size === 0) this.captured.clear();
    if (record.invocation === null) return;
    for (const capture of watched.candidates) {
      if (capture.apiKeyId !== null && capture.apiKeyId !== record.apiKeyId) continue;
      const count = (this.captured.get(capture.id) ?? 0) + 1;
      if (count > capture.requestsMax) continue;
      this.captured.set(capture.id, count);
      this.options.blocks.add(capturedRequest(capture, watched, record, record.invocation));
    }
  }
}

function capturedRequest(
  { id, bodyBytesMax }: CaptureDocument,
  { headers, requestBody, responseBody, status, responseHeaders }: Watched,
  record: RequestRecord,
  invocation: Invocation,
): CapturedRequest {
  const { request, stage, method } = invocation;
  const identity = identityNames(stage, method);
  const isCanaryRequest = canaryRequest(stage);
  // Backends say back what they are sent.
  const secrets = new RequestSecrets(invocation);
  const hide = (text: string): string => secrets.mask(text);
  const hideInBody: Hide = (text, isCut) => (isCut ? secrets.maskCut(text) : secrets.mask(text));
  return {
    captureId: id,
    requestId: record.requestId,
    receivedAtMs: record.receivedAtMs,
    durationMs: record.endedAfterMs,
    apiKeyId: record.apiKeyId,
    ...(stage && { deploymentId: stage.document.deploymentId }),
    ...(isCanaryRequest !== null && { isCanary: isCanaryRequest === 'true' }),
    refusal: record.refusal?.code ?? null,
    sourceIp: record.sourceIp,
    request: {
      httpMethod: request.sentMethod,
      target: hide(maskTarget(request.target, identity.querystring)),
      headers: maskHeaders(headers, identity.header).map(hide),
      ...requestBody.message(hideInBody, bodyBytesMax),
    },
    response: {
      status: status || record.status,
      headers: maskHeaders(responseHeaders, identity.header).map(hide),
      ...responseBody.message(hideInBody, bodyBytesMax),
    },
  };
}
