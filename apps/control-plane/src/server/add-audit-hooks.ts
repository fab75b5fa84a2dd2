import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WireError } from '#libs/aws-wire';
import { protocolFor } from '../http/called.js';
import type { ManagementRequest } from '../http/management-request.js';

/** What the server asks of the audit log. */
export interface CallAudit {
  run(request: ManagementRequest, next: () => void): void;
  /**
   * What to answer in place of a response whose call cannot have an event; null when nothing is to be done.
   */
  conclude(request: ManagementRequest): Promise<WireError | null> | null;
}

/**
 * Every request runs as a call that may have an audit event, and no response leaves before that is written.
 */
export function addAuditHooks(fastify: FastifyInstance, auditOf: () => CallAudit | null): void {
  // The last step before guards: an earlier one would lose the context while the body is read.
  fastify.addHook('preHandler', (request, _reply, done) => {
    const audit = auditOf();
    if (audit) audit.run(asCall(request), done);
    else done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const concluded = auditOf()?.conclude(asCall(request)) ?? null;
    if (concluded === null) return void done(null, payload);
    concluded.then(
      (error) => {
        if (!error) return done(null, payload);
        if (isStream(payload)) payload.destroy();
        const { status, headers, body } = protocolFor(asCall(request)).renderError(error, request.id);
        void reply.status(status).removeHeader('content-length').headers(headers);
        done(null, body);
      },
      (failure: Error) => done(failure),
    );
  });
}

const asCall = (request: FastifyRequest): ManagementRequest => request as ManagementRequest;

const isStream = (payload: unknown): payload is Readable =>
  typeof payload === 'object' && payload !== null && 'pipe' in payload;
