import { isRestSnapshot, type RestSnapshot } from '#libs/snapshot-format';
import { joinedHeader } from '../../http/raw-headers.js';
import { chooseCoding, type Coding } from '../compression/choose-coding.js';
import { CompressedStream, compressWhole } from '../compression/compress.js';
import { readFirstBytes } from '../compression/first-bytes.js';
import type { CallerResponse, ResponseStream } from '../caller-response.js';
import type { Invocation } from '../invocation.js';
import type { DeclaredStep, Verdict } from '../step.js';

/**
 * Compresses the body where API and caller ask for it. See "compressResponse" in docs/REQUEST-PIPELINE.md.
 */
export const compressResponse: DeclaredStep<RestSnapshot> = {
  name: 'compressResponse',
  // What streams is not compressed (guide page "Stream the integration response").
  isUsedBy: ({ definition: { integration } }, snapshot) =>
    snapshot.minimumCompressionSize !== null &&
    !(integration && 'streamsResponse' in integration && integration.streamsResponse === true),
  run(invocation) {
    const { request, stage } = invocation;
    const response = invocation.response!;
    const coding = chooseCoding(joinedHeader(request.rawHeaders, 'accept-encoding'));
    if (coding === null || request.httpMethod === 'HEAD' || !mayBeCompressed(response)) return null;
    // Nothing is not made smaller, even where the threshold is 0.
    const { document } = stage.release.snapshot;
    const threshold = Math.max(1, isRestSnapshot(document) ? document.minimumCompressionSize! : 0);
    const { body, streamBytes } = response;
    if (body === null) return null;
    if (typeof body === 'string' || Buffer.isBuffer(body)) {
      if (Buffer.byteLength(body) < threshold) return null;
      return compressWhole(body, coding).then((compressed) => respondWith(invocation, compressed, coding));
    }
    if (streamBytes === null) return decideByFirstBytes(invocation, body, coding, threshold);
    return streamBytes < threshold ? null : compressStream(invocation, body, coding);
  },
};

/**
 * 206 holds a part of what a coding would have been applied to; 204 and 304 hold nothing (RFC 9110, sections
 * 14.4 and 15).
 */
function mayBeCompressed({ status, headers }: CallerResponse): boolean {
  if (status === 204 || status === 206 || status === 304) return false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!.toLowerCase();
    if (name === 'content-encoding') return false;
    // RFC 9110, section 7.7.
    if (name === 'cache-control' && /\bno-transform\b/i.test(headers[index + 1]!)) return false;
  }
  return true;
}

async function decideByFirstBytes(
  invocation: Invocation,
  body: ResponseStream,
  coding: Coding,
  threshold: number,
): Promise<Verdict> {
  const first = await readFirstBytes(body, threshold);
  if (first.kind === 'lost') return first.rejection;
  if (first.kind === 'large') return compressStream(invocation, first.body, coding);
  invocation.response = { ...invocation.response!, body: first.body };
  return null;
}

function compressStream(invocation: Invocation, body: ResponseStream, coding: Coding): null {
  const compressed = new CompressedStream(body, coding);
  const { onCallerGone } = invocation;
  invocation.onCallerGone = () => {
    onCallerGone?.();
    compressed.letGo();
  };
  return respondWith(invocation, compressed, coding);
}

function respondWith(invocation: Invocation, body: CallerResponse['body'], coding: Coding): null {
  const response = invocation.response!;
  const headers = [...response.headers, 'Content-Encoding', coding];
  invocation.response = { ...response, headers, body, streamBytes: null };
  return null;
}
