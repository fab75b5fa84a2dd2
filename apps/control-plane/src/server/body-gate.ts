import { createHash, timingSafeEqual } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { requestEntityTooLarge, wireError, type WireError } from '#libs/aws-wire';
import { readSigner, unknownAccessKey } from '#libs/sigv4';
import type { Runtime } from '../runtime.js';

/** So much is read of anybody: no more than the head of a request may have. */
const FREE_BYTES = 16 * 1024;
const BODY_BYTES_MAX = 1024 * 1024;
/** Of what may be large, and what the server keeps of a body at all. */
export const LARGE_BODY_BYTES_MAX = 10 * 1024 * 1024;
/**
 * A document or a file is the body of an import, and a body of its own is part of a test. The server's limit
 * holds for these.
 */
const large =
  /^\/(restapis(\/[^/]+(\/documentation\/parts|\/resources\/[^/]+\/methods\/[^/]+|\/authorizers\/[^/]+)?)?|apikeys)\/?$/;

/** Decides by the head of a request whether its body is read. */
export type BodyGate = (request: FastifyRequest) => Promise<WireError | null> | WireError | null;

/**
 * Bodies are kept in memory until the signature over them is checked. So before a larger one is read, the
 * request must name a key that there is, with a date of now, or show the gateways' token; what it says is
 * checked with the body as ever.
 */
export function createBodyGate({
  findCredential,
  gatewayToken,
  now,
}: Pick<Runtime, 'findCredential' | 'gatewayToken' | 'now'>): BodyGate {
  const expected = sha256(`Bearer ${gatewayToken}`);

  return ({ raw, headers }) => {
    const bytes = announcedBytes(headers);
    // What is announced beyond the server's limit is refused by the server, unread.
    if (bytes <= FREE_BYTES || (bytes > LARGE_BODY_BYTES_MAX && bytes !== Infinity)) return null;
    if (timingSafeEqual(sha256(headers.authorization ?? ''), expected)) return null;
    const [path = '', rawQuery = ''] = (raw.url ?? '/').split(/\?(.*)/s);
    const signer = readSigner({
      rawQuery,
      headers: raw.headersDistinct,
      now: now(),
      expectedServices: ['apigateway', 'sts'],
    });
    if (!signer.ok) return wireError(signer.failure.errorName, signer.failure.message);
    const tooLarge =
      !large.test(path) && bytes !== Infinity && bytes > BODY_BYTES_MAX ? bodyTooLarge() : null;
    const conclude = (credential: unknown): WireError | null => {
      if (credential !== undefined) return tooLarge;
      const { errorName, message } = unknownAccessKey();
      return wireError(errorName, message);
    };
    const found = findCredential(signer.presented.accessKeyId);
    return found !== undefined && 'then' in found ? found.then(conclude) : conclude(found);
  };
}

/** Bodies without a length are counted as they come: to this limit, or null for the server's own. */
export function countedLimit({ raw, headers }: FastifyRequest): number | null {
  const path = (raw.url ?? '/').split('?')[0] ?? '/';
  if (announcedBytes(headers) !== Infinity || large.test(path) || path.startsWith('/_tollgate/')) return null;
  return BODY_BYTES_MAX;
}

/** Passes a body on up to the limit; then fails as Fastify does over its own. */
export function upTo(limit: number, body: Readable): Transform {
  let seen = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      Object.assign(counted, { receivedEncodedLength: seen });
      if (seen <= limit) done(null, chunk);
      else
        done(
          Object.assign(new Error('the body is too large'), {
            code: 'FST_ERR_CTP_BODY_TOO_LARGE',
            statusCode: 413,
          }),
        );
    },
  });
  // Nobody reads the body of a GET, and so nobody hears how it fails: without a listener that would end the
  // process.
  counted.on('error', () => undefined);
  // A client that goes away ends the body without an end.
  body.once('close', () => {
    if (!body.readableEnded) counted.destroy(new Error('the client has gone'));
  });
  return body.pipe(counted);
}

/**
 * Of a body that was refused so much is thrown away as it comes, so that a client that is still sending hears
 * the response.
 */
export function discard({ raw }: FastifyRequest): void {
  let left = BODY_BYTES_MAX;
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) raw.socket.destroy();
  });
}

const bodyTooLarge = () => requestEntityTooLarge('Request Entity Too Large');

function announcedBytes(headers: FastifyRequest['headers']): number {
  if (headers['transfer-encoding'] !== undefined) return Infinity;
  return Number(headers['content-length'] ?? 0);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
