import { randomBytes, randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { collectionUrl } from '../wire/collection-url.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, restJson, type WireError } from '#libs/aws-wire';
import { refusedMax } from '#libs/snapshot-format';
import { protocolFor } from '../http/called.js';
import type { ManagementRequest } from '../http/management-request.js';
import { secureConsole } from '../console/console-headers.js';
import { frontEndError, headersTooLarge, requestUriTooLong } from '../http/front-end-error.js';
import {
  ACKNOWLEDGEMENTS,
  countedLimit,
  discard,
  isAcknowledgement,
  LARGE_BODY_BYTES_MAX,
  through,
  upTo,
  type BodyGate,
  type GatewayCheck,
} from './body-gate.js';
import { addAuditHooks, type CallAudit } from './add-audit-hooks.js';
import { shortenList } from './shorten-list.js';
import { FIXED_QUERY, fixedQueryStrategy } from '../wire/fixed-query.js';

/**
 * Limits of the guide ("Quotas"): they hold for the management API as for what it manages; that of bodies is
 * in body-gate.ts.
 */
const HEADER_BYTES_MAX = 10_240;
const URL_BYTES_MAX = 10_240;
const PARAMETER_LENGTH_MAX = 2048;
const keptOfAcknowledgement = {
  elementsMax: refusedMax,
  bytesMax: LARGE_BODY_BYTES_MAX,
  countAs: 'refusedCount',
};

const jsonWithCharset = /^application\/(x-amz-)?json.*; charset=utf-8$/;

/**
 * The HTTP server under Nest: raw bodies, limits, and the headers that every AWS response has.
 *
 * @param trustedProxies whose X-Forwarded-For says where a call comes from: for policies, the audit, and how
 *   often an address may try to sign in.
 */
export function createFastifyAdapter(
  mayBeRead: BodyGate,
  isGateway: GatewayCheck,
  auditOf: () => CallAudit | null,
  trustedProxies: readonly string[] = [],
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: LARGE_BODY_BYTES_MAX,
    exposeHeadRoutes: false,
    // Signatures are over the URL as it came: `originalUrl`.
    rewriteUrl: ({ method, url = '/' }: { readonly method?: string; readonly url?: string }) =>
      collectionUrl(method, url) ?? url,
    // AWS's request ids are UUIDs.
    genReqId: () => randomUUID(),
    // Node counts the URL as a header; both are checked one by one below, this only bounds what is read at
    // all.
    http: { maxHeaderSize: 2 * (HEADER_BYTES_MAX + URL_BYTES_MAX) },
    routerOptions: {
      maxParamLength: PARAMETER_LENGTH_MAX,
      constraints: { [FIXED_QUERY]: fixedQueryStrategy as never },
    },
    // A URL that cannot be decoded or a parameter that is too long: before any hook runs.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      addHeaders(request, reply);
      refuse(request, reply, frontEndError(error) ?? badRequest('Bad Request'));
    },
    clientErrorHandler: (error, socket) => {
      if (socket.destroyed || !socket.writable) return;
      const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
      const refusal = tooLarge ? headersTooLarge() : badRequest('Bad Request');
      const { status, body } = restJson.renderError(refusal, '');
      socket.end(
        `HTTP/1.1 ${status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${String(body)}`,
      );
    },
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    // Reset behind the call: nobody can say any more where it came from, which policies may ask. Node keeps
    // an address that was read once.
    if (socket.remoteAddress === undefined) return void socket.destroy();
    addHeaders(request, reply);
    const error = limitError(request);
    if (error) refuse(request, reply, error);
    else done();
  });
  fastify.addHook('onRoute', (route) => {
    if (route.url === ACKNOWLEDGEMENTS) route.bodyLimit = Number.MAX_SAFE_INTEGER;
  });
  fastify.addHook('preParsing', async (request, reply, payload) => {
    const error = await mayBeRead(request);
    if (error) {
      if (!discard(request)) void reply.header('connection', 'close');
      refuse(request, reply, error);
      return reply;
    }
    if (isAcknowledgement(request) && isGateway(request.headers))
      return through(shortenList(keptOfAcknowledgement), payload);
    const limit = countedLimit(request);
    return limit === null ? payload : upTo(limit, payload);
  });
  addAuditHooks(fastify, auditOf);
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    // Only connections that are idle at that moment are closed by the server; one with a running call would
    // be kept for more.
    if (stopping) void reply.header('connection', 'close');
    // AWS names no charset.
    const contentType = reply.getHeader('content-type');
    if (typeof contentType === 'string' && jsonWithCharset.test(contentType)) {
      void reply.header('content-type', contentType.split(';')[0]);
    }
    done(null, payload);
  });
  // Signatures are over the bytes, and a client need not name a type: every body is kept as it came.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return adapter;
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-amzn-RequestId', request.id);
  void reply.header('x-amz-apigw-id', randomBytes(11).toString('base64'));
  secureConsole(request, reply);
}

function limitError({ raw }: FastifyRequest): WireError | undefined {
  if ((raw.url?.length ?? 0) > URL_BYTES_MAX) return requestUriTooLong();
  let bytes = 0;
  for (const text of raw.rawHeaders) bytes += text.length;
  return bytes > HEADER_BYTES_MAX ? headersTooLarge() : undefined;
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: WireError): void {
  (request as ManagementRequest).refusal = error;
  const protocol = protocolFor(request as ManagementRequest);
  const { status, headers, body } = protocol.renderError(error, request.id);
  void reply.status(status).headers(headers).send(body);
}
