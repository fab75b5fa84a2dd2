import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { eventText, isReadOnly, type AuditEvent } from '#libs/audit';
import type { WireError } from '#libs/aws-wire';
import type { StoredEvent } from '#libs/persistence';
import { accessKeyIdOf } from '#libs/sigv4';
import type { Logger } from '#libs/telemetry';
import type { ControlPlaneConfig } from '../config.js';
import type { ManagementRequest } from '../http/management-request.js';
import { CONFIG, LOGGER, NOW, type Runtime } from '../tokens.js';
import { eventSourceOf, type AuditedOperation } from './called-operation.js';
import { commonOf } from './describe-call.js';
import { EventWriter } from './event-writer.js';

/** How long calls of one source are counted before their number is written. */
const windowMs = 60_000;
/** Sources that are told apart within a window; the calls of further ones are counted together. */
const sourcesMax = 32;
const others = 'others';

/** What is kept of a call: not its body, which may be large. */
interface CallFacts {
  readonly common: ReturnType<typeof commonOf>;
  readonly eventName: string;
  readonly eventSource: string;
  readonly error: WireError;
  readonly accessKeyId: string;
}

/** What one source has sent since its first call of the window. */
interface Source {
  /** The newest call, of which the event tells; null when there was none but the first. */
  last: CallFacts | null;
  more: number;
}

/**
 * The events of calls that nobody has signed: without a signature, by a key that nobody has, or with one that
 * does not fit. Whoever sends them needs no credential, so they must not fill the table: of each source the
 * first in a minute is an event, and how many came after it another one. That is 66 events a minute at most
 * for each control plane, whatever comes.
 */
@Injectable()
export class UnsignedCalls implements BeforeApplicationShutdown {
  private readonly sources = new Map<string, Source>();
  private timer: NodeJS.Timeout | null = null;
  private writes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writer: EventWriter,
    @Inject(CONFIG) private readonly config: Pick<ControlPlaneConfig, 'accountId' | 'region'>,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.endWindow();
    await this.writes;
  }

  /** Counts a call. Its answer waits for nothing. */
  count(request: ManagementRequest, { service, name }: AuditedOperation, error: WireError): void {
    const { ip, originalUrl, raw } = request;
    const facts: CallFacts = {
      common: commonOf(request, randomUUID(), this.now()),
      eventName: name.slice(0, 128),
      eventSource: eventSourceOf(service),
      error,
      accessKeyId: (
        accessKeyIdOf({ rawQuery: originalUrl.split(/\?(.*)/s)[1] ?? '', headers: raw.headersDistinct }) ?? ''
      ).slice(0, 128),
    };
    const key = this.sources.has(ip) || this.sources.size < sourcesMax ? ip : others;
    const source = this.sources.get(key);
    if (source) {
      source.more += 1;
      source.last = facts;
      return;
    }
    this.sources.set(key, { last: null, more: 0 });
    this.write(facts, 0);
    this.timer ??= setTimeout(() => this.endWindow(), windowMs).unref();
  }

  private endWindow(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const { last, more } of this.sources.values()) if (last) this.write(last, more);
    this.sources.clear();
  }

  private write(facts: CallFacts, more: number): void {
    const written = this.writer.write(this.describe(facts, more)).catch((error: unknown) => {
      this.log.warn('the event of calls without a good signature was not written', { error });
    });
    this.writes = Promise.all([this.writes, written]);
  }

  /** Nobody knows whose they are: they are the operator's. */
  private describe(
    { common, eventName, eventSource, error, accessKeyId }: CallFacts,
    more: number,
  ): StoredEvent {
    const { accountId, region } = this.config;
    const event: AuditEvent = {
      eventVersion: '1.08',
      userIdentity: { type: 'Unknown', ...(accessKeyId !== '' && { accessKeyId }) },
      ...common,
      eventSource,
      eventName,
      awsRegion: region,
      errorCode: error.code,
      errorMessage: error.message.slice(0, 512),
      requestParameters: null,
      responseElements: null,
      ...(more > 0 && { additionalEventData: { refusedCallsOfThisSource: more } }),
      readOnly: isReadOnly(eventName),
      recipientAccountId: accountId,
    };
    return {
      eventId: event.eventID,
      accountId,
      region,
      atMs: Date.parse(event.eventTime),
      eventName,
      eventSource,
      accessKeyId,
      userName: '',
      readOnly: event.readOnly,
      entities: [],
      event: eventText(event),
    };
  }
}
