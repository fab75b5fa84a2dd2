import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { Transform, type Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { requestEntityTooLarge, servicesWithoutPaths, wireError, type WireError } from '#libs/aws-wire';
import { readSigner, securityTokenOf, unknownAccessKey } from '#libs/sigv4';
import type { Runtime } from '../tokens.js';

/** So much is read of anybody: no more than the head of a request may have. */
const FREE_BYTES = 16 * 1024;
const BODY_BYTES_MAX = 1024 * 1024;
/** Of what may be large, and what the server keeps of a body at all. */
export const LARGE_BODY_BYTES_MAX = 10 * 1024 * 1024;
/**
 * A document or a file is the body of an import, and a body of its own is part of a test. The server's limit
 * holds for these, and for batches of log events: 1 MiB of messages takes more than that as JSON.
 */
const mayBeLarge = (path: string, headers: FastifyRequest['headers']): boolean =>
  large.test(path) || (path === '/' && /\.PutLogEvents$/.test(String(headers['x-amz-target'])));
const large =
  /^\/(restapis(\/[^/]+(\/documentation\/parts|\/resources\/[^/]+\/methods\/[^/]+|\/authorizers\/[^/]+)?)?|v2\/apis(\/[^/]+)?|apikeys)\/?$/;

/**
 * The only bodies without a limit of their size, from gateways alone: those of earlier releases list all that
 * they refuse, and one that is not heard is stuck. What is kept of them has a limit (`shortenList`).
 */
export const ACKNOWLEDGEMENTS = '/_tollgate/distribution/acknowledgements';

/** Decides by the head of a request whether its body is read. */
export type BodyGate = (request: FastifyRequest) => Promise<WireError | null> | WireError | null;

/**
 * Bodies are kept in memory until the signature over them is checked. So before a larger one is read, the
 * request must name a key that there is, with a date of now, or show the gateways' token; what it says is
 * checked with the body as ever.
 */
export function createBodyGate({
  findSigner,
  gatewayToken,
  now,
}: Pick<Runtime, 'findSigner' | 'gatewayToken' | 'now'>): BodyGate {
  const isGateway = createGatewayCheck(gatewayToken);

  return (request) => {
    const { raw, headers } = request;
    const bytes = announcedBytes(headers);
    if (bytes <= FREE_BYTES || isGateway(headers)) return null;
    const [path = '', rawQuery = ''] = (raw.url ?? '/').split(/\?(.*)/s);
    // What is announced beyond the server's limit is refused by the server, unread, but where there is none.
    if (bytes > LARGE_BODY_BYTES_MAX && bytes !== Infinity)
      return isAcknowledgement(request) ? refusedAsTooLarge() : null;
    const signer = readSigner({
      rawQuery,
      headers: raw.headersDistinct,
      now: now(),
      expectedServices: ['apigateway', ...servicesWithoutPaths],
    });
    if (!signer.ok) return wireError(signer.failure.errorName, signer.failure.message);
    const tooLarge =
      !mayBeLarge(path, headers) && bytes !== Infinity && bytes > BODY_BYTES_MAX ? refusedAsTooLarge() : null;
    const conclude = (credential: unknown): WireError | null => {
      if (credential !== undefined) return tooLarge;
      const { errorName, message } = unknownAccessKey();
      return wireError(errorName, message);
    };
    const token = securityTokenOf({ rawQuery, headers: raw.headersDistinct });
    const found = findSigner(signer.presented.accessKeyId, token);
    return found !== undefined && 'then' in found ? found.then(conclude) : conclude(found);
  };
}

/** Bodies without a length are counted as they come: to this limit, or null for the server's own. */
export function countedLimit(request: FastifyRequest): number | null {
  const { raw, headers } = request;
  const path = (raw.url ?? '/').split('?')[0] ?? '/';
  if (announcedBytes(headers) !== Infinity || mayBeLarge(path, headers)) return null;
  if (isAcknowledgement(request)) return LARGE_BODY_BYTES_MAX;
  return path.startsWith('/_tollgate/') ? null : BODY_BYTES_MAX;
}

/** By its route: a path can be spelled in many ways. */
export const isAcknowledgement = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.url === ACKNOWLEDGEMENTS;

/** Passes a body on up to the limit; then fails as Fastify does over its own. */
export function upTo(limit: number, body: Readable): Transform {
  let seen = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      Object.assign(counted, { receivedEncodedLength: seen });
      if (seen <= limit) done(null, chunk);
      else done(bodyTooLarge());
    },
  });
  return through(counted, body);
}

/** Lets a body pass through a step. */
export function through(step: Transform, body: Readable): Transform {
  // Nobody reads the body of a GET, and so nobody hears how it fails: without a listener that would end the
  // process.
  step.on('error', () => undefined);
  // A client that goes away ends the body without an end.
  body.once('close', () => {
    if (!body.readableEnded) step.destroy(new Error('the client has gone'));
  });
  return body.pipe(step);
}

/** The error of Fastify's own limit. */
export const bodyTooLarge = (): Error =>
  Object.assign(new Error('the body is too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 });

/** Whether a request shows the gateways' token. */
export type GatewayCheck = (headers: FastifyRequest['headers']) => boolean;

export function createGatewayCheck(gatewayToken: string): GatewayCheck {
  const expected = sha256(`Bearer ${gatewayToken}`);
  return ({ authorization = '' }) => timingSafeEqual(sha256(authorization), expected);
}

/**
 * A body that was refused is thrown away as it comes, so that a client that is still sending hears the
 * response. False: it may be so long that the connection ends before it does, and the response must say so,
 * or else the client sends its next request on it.
 */
export function discard({ raw, headers }: FastifyRequest): boolean {
  let left = LARGE_BODY_BYTES_MAX;
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) raw.socket.destroy();
  });
  if (announcedBytes(headers) <= left) return true;
  closeInStages(raw.socket);
  return false;
}

/** How long a client may take to read why its body was refused. */
const lingerMs = 2_000;

/**
 * Behind its response Node would close this connection at once, and what the client sends meanwhile would
 * reset it, maybe before the response was read (RFC 9112, section 9.6).
 */
function closeInStages(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
}

const refusedAsTooLarge = () => requestEntityTooLarge('Request Entity Too Large');

function announcedBytes(headers: FastifyRequest['headers']): number {
  if (headers['transfer-encoding'] !== undefined) return Infinity;
  return Number(headers['content-length'] ?? 0);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
