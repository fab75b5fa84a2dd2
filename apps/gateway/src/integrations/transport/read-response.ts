import type { ResponseStream } from '../../invocation/caller-response.js';
import { bodyBytesMax } from '../../http/request-limits.js';
import { reject, type Rejection } from '../../refusals/rejection.js';

/** A whole body, or why there is none. */
export type ReadResponse =
  { readonly ok: true; readonly body: Buffer } | { readonly ok: false; readonly rejection: Rejection };

/** Reads a response's body whole; a rejection when it breaks off or is longer than can be mapped. */
export function readResponse(stream: ResponseStream): Promise<ReadResponse> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.pipeTo({
      start: () => undefined,
      write(chunk) {
        bytes += chunk.length;
        if (bytes <= bodyBytesMax) {
          chunks.push(chunk);
          return true;
        }
        chunks.length = 0;
        const reason = `the backend's answer is longer than ${bodyBytesMax} bytes`;
        resolve({ ok: false, rejection: reject('integration.bad_answer', reason) });
        stream.destroy();
        return true;
      },
      end: () => resolve({ ok: true, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }),
      fail: (rejection) => resolve({ ok: false, rejection }),
    });
  });
}
