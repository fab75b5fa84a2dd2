import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { unquotedMessage } from '#libs/telemetry';
import type { Invocation } from '../invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { DeclaredStep, Verdict } from '../step.js';
import { readWholeBody } from './read-body.js';
import { bodyBytesMax } from '../../http/request-limits.js';

const decoders: ReadonlyMap<
  string,
  (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>
> = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

/**
 * Takes a Content-Encoding off the body, so that all behind it see plain bytes (guide page "Payload
 * compression"). In the thread pool, and never more than a body may have. See "decodeBody" in
 * docs/REQUEST-PIPELINE.md.
 */
export const decodeBody: DeclaredStep = {
  name: 'decodeBody',
  isUsedBy: () => true,
  run(invocation) {
    const { contentEncoding, bodyBytes } = invocation.request;
    if (contentEncoding === null || bodyBytes === 0) return null;
    const coding = contentEncoding.trim().toLowerCase();
    return coding === 'identity' || coding === '' ? null : decode(invocation, coding);
  },
};

async function decode(invocation: Invocation, coding: string): Promise<Verdict> {
  const decoder = decoders.get(coding);
  const unknown = (): Verdict => reject('request.content_coding', 'the content coding is not known');
  if (!decoder && invocation.request.bodyBytes !== null) return unknown();
  const verdict = await readWholeBody(invocation);
  if (verdict) return verdict;
  // One that comes in chunks shows only at its end that it is none: nothing is in no coding (public reports).
  if (invocation.body!.length === 0) return null;
  if (!decoder) return unknown();
  try {
    invocation.body = await decoder(invocation.body!, { maxOutputLength: bodyBytesMax });
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return reject('request.body_too_large', 'the decoded body is too long');
    return reject('request.content_coding', unquotedMessage(error));
  }
}
