import { pageMembers, tollgateCall, type Page, type PageOf } from './service.js';

/** Which requests to capture: of a key, or of a request id that the caller sends. */
export interface CaptureToBegin {
  readonly restApiId: string;
  readonly stageName: string;
  readonly apiKeyId?: string;
  readonly requestId?: string;
  readonly durationSeconds?: number;
  readonly requestsMax?: number;
  /** Of each body. */
  readonly bodyBytesMax?: number;
}

/** A capture that runs, or has run within the last day. */
export interface Capture {
  readonly id: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly apiKeyId?: string;
  readonly requestId?: string;
  readonly until: string;
  readonly requestsMax: number;
  readonly bodyBytesMax: number;
}

/** Headers and body as they were on the wire; secrets are `***`. */
export interface CapturedMessage {
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: string;
  readonly bodyEncoding: 'utf8' | 'base64';
  /** Of all of it, however much is shown. */
  readonly bodyBytes: number;
  readonly isTruncated: boolean;
}

export interface CapturedRequest {
  readonly requestId: string;
  readonly receivedAt: string;
  readonly durationMs: number;
  readonly apiKeyId?: string;
  /** Why the gateway refused it. */
  readonly refusal?: string;
  readonly deploymentId?: string;
  readonly isCanary?: boolean;
  readonly sourceIp: string;
  readonly request: CapturedMessage & { readonly httpMethod: string; readonly target: string };
  readonly response: CapturedMessage & { readonly status: number };
}

export const BeginCapture = /* @__PURE__ */ tollgateCall<Capture, CaptureToBegin>()(
  'Capture',
  'POST',
  '/captures',
  { hasBody: true },
);
export const ListCaptures = /* @__PURE__ */ tollgateCall<Page<Capture>, PageOf>()(
  'ListCaptures',
  'GET',
  '/captures',
  { query: pageMembers },
);
export const ReadCapture = /* @__PURE__ */ tollgateCall<Capture>()('ReadCapture', 'GET', '/captures/{id}');
export const ReadCapturedRequests = /* @__PURE__ */ tollgateCall<Page<CapturedRequest>, PageOf>()(
  'ReadCapturedRequests',
  'GET',
  '/captures/{id}/requests',
  { query: pageMembers },
);
/** Forgets what was captured, too. */
export const DeleteCapture = /* @__PURE__ */ tollgateCall<null>()(
  'DeleteCapture',
  'DELETE',
  '/captures/{id}',
);
