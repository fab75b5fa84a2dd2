import { Inject, Injectable } from '@nestjs/common';
import { isAudited } from '#libs/audit';
import type { WireError } from '#libs/aws-wire';
import { auditEvents, type Database, type UnitOfWork } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { auditUnavailable } from '../http/audit-unavailable.js';
import type { ManagementRequest } from '../http/management-request.js';
import { DATABASE, LOGGER, NOW, type Runtime } from '../tokens.js';
import { callOf, currentCall, runAudited, type AuditedCall } from './audited-call.js';
import { auditedOperationOf } from './called-operation.js';
import { describeCall, type CallOutcome } from './describe-call.js';
import { EventWriter } from './event-writer.js';
import { parametersOf, secretVariablesOf } from './call-parameters.js';
import { UnsignedCalls } from './unsigned-calls.js';

type Read = <T>(work: (uow: UnitOfWork) => Promise<T>) => Promise<T>;

/**
 * Sees to it that every management call has its event: a change within the transaction that makes it, all
 * else before it is answered.
 */
@Injectable()
export class AuditLog {
  constructor(
    private readonly writer: EventWriter,
    private readonly unsigned: UnsignedCalls,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Runs what a request leads to, so that its changes are known for its own. */
  run(request: ManagementRequest, next: () => void): void {
    runAudited(request, this.now(), next);
  }

  /**
   * Writes the event of the call that runs, in the unit of work of its change; returns what to do once that
   * is committed.
   *
   * @throws AuditUnavailableError, which undoes the change.
   */
  async recordChange(uow: UnitOfWork, output: unknown): Promise<() => void> {
    const call = currentCall();
    const event = call && (await this.describe(call, { kind: 'done', output }, (work) => work(uow)));
    if (!event) return () => undefined;
    await auditEvents.insert(uow, [event]);
    return () => {
      call.recorded = true;
    };
  }

  /**
   * Before a response leaves: writes the event of a call that has none yet. Returns what to answer instead
   * when that cannot be done.
   */
  conclude(request: ManagementRequest): Promise<WireError | null> | null {
    const call = callOf(request);
    if (request.caller && call) return call.recorded ? null : this.writeEvent(call);
    this.countUnsigned(request);
    return null;
  }

  private async writeEvent(call: AuditedCall): Promise<WireError | null> {
    const { request } = call;
    const { refusal } = request;
    const outcome: CallOutcome = refusal
      ? { kind: 'refused', error: refusal }
      : { kind: 'done', output: request.output };
    try {
      const event = await this.describe(call, outcome, (work) => this.database.read(work));
      if (!event) return null;
      const written = this.writer.write(event);
      // Postgres is away, most likely; the caller hears that at once, and nothing was done.
      if (refusal?.status === 503) written.catch(() => undefined);
      else await written;
      return null;
    } catch (error) {
      this.log.error('a call was not answered, since its audit event cannot be written', {
        requestId: request.id,
        error,
      });
      return auditUnavailable();
    }
  }

  private countUnsigned(request: ManagementRequest): void {
    const { refusal, handler, routeOptions } = request;
    // Of what was refused before anybody looked for who serves it, gateways' calls are no management calls.
    if (!refusal || routeOptions.url === undefined) return;
    if (!handler && routeOptions.url.startsWith('/_tollgate/')) return;
    const unread = { service: 'apigateway', name: 'Unknown', operation: null };
    this.unsigned.count(request, auditedOperationOf(request) ?? unread, refusal);
  }

  private async describe(call: AuditedCall, outcome: CallOutcome, read: Read) {
    const { request } = call;
    const { caller } = request;
    const called = auditedOperationOf(request);
    if (!caller || !called || !isAudited(called.service, called.name)) return null;
    const parameters = parametersOf(called, request);
    const isSecret = await secretVariablesOf(called, caller.owner, parameters, read);
    return describeCall(call, caller, called, parameters, outcome, isSecret);
  }
}
