/** A request that somebody wanted to see whole, as a gateway hands it in. Secrets are masked. */
export interface CapturedRequest {
  readonly captureId: string;
  /** The gateway's own, as in the response. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly receivedAtMs: number;
  readonly durationMs: number;
  readonly apiKeyId: string | null;
  /** What it ran on; missing of gateways of before, and where nothing was found to run on. */
  readonly deploymentId?: string;
  /** Whether that was the stage's canary; missing where there was none. */
  readonly isCanary?: boolean;
  /** The code of the reason for which the gateway refused it; null when it did not. */
  readonly refusal: string | null;
  readonly sourceIp: string;
  readonly request: CapturedMessage & {
    readonly httpMethod: string;
    /** Path and query. */
    readonly target: string;
  };
  readonly response: CapturedMessage & { readonly status: number };
}

/** Headers and body of one direction, as they were on the wire. */
export interface CapturedMessage {
  /** Name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: string;
  /** Base64 for what is no text. */
  readonly bodyEncoding: 'utf8' | 'base64';
  /** Of all of it, however much was kept. */
  readonly bodyBytes: number;
  readonly isTruncated: boolean;
}

/** What blocks of captured requests are sealed for on their way, which is over the gateways' disks. */
export const captureBlockContext = 'captured-requests';

/** The block of captured requests before it is sealed. */
export const writeCapturedRequests = (requests: readonly CapturedRequest[]): string =>
  JSON.stringify(requests);

/** What a block says, or why it says nothing. */
export function readCapturedRequests(text: string): readonly CapturedRequest[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'no JSON';
  }
  if (!Array.isArray(value)) return 'no list';
  return value.every(isCapturedRequest) ? value : 'an entry is no captured request';
}

function isCapturedRequest(value: unknown): value is CapturedRequest {
  if (!isRecord(value)) return false;
  const { captureId, requestId, receivedAtMs, durationMs, apiKeyId, refusal, sourceIp } = value;
  const { request, response, deploymentId, isCanary } = value;
  return (
    [captureId, requestId, sourceIp].every(isText) &&
    [receivedAtMs, durationMs].every(isCount) &&
    [apiKeyId, refusal].every((text) => text === null || isText(text)) &&
    (deploymentId === undefined || isText(deploymentId)) &&
    (isCanary === undefined || typeof isCanary === 'boolean') &&
    isMessage(request) &&
    [request['httpMethod'], request['target']].every(isText) &&
    isMessage(response) &&
    isCount(response['status'])
  );
}

function isMessage(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const { headers, body, bodyEncoding, bodyBytes, isTruncated } = value;
  return (
    Array.isArray(headers) &&
    headers.every(isText) &&
    isText(body) &&
    (bodyEncoding === 'utf8' || bodyEncoding === 'base64') &&
    isCount(bodyBytes) &&
    typeof isTruncated === 'boolean'
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
