import { LatencySketch } from '#libs/metrics';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { eventErrorOf } from './event-outcome.js';

/**
 * Events of a stage of a WebSocket API, or of a route of it, as numbers; as `RequestTally`. Calls of
 * `@connections` are requests and no events: of them a message that was sent counts, and nothing else.
 */
export class EventTally {
  /** Handshakes that were not refused before their integration. */
  connects = 0;
  messagesIn = 0;
  /** Responses, error frames, and what was posted. */
  messagesOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  integrationErrors = 0;
  clientErrors = 0;
  executionErrors = 0;
  /** Whole ones, of all connections of the stage together; of routes none. */
  connectionMinutes = 0;
  integrationLatency = new LatencySketch();
  private records = 0;

  get isEmpty(): boolean {
    return this.records === 0 && this.connectionMinutes === 0;
  }

  add(record: RequestRecord): void {
    this.records += 1;
    if (record.eventType === null) return this.addPost(record);
    const error = eventErrorOf(record);
    if (error === 'integration') this.integrationErrors += 1;
    else if (error === 'client') this.clientErrors += 1;
    else if (error === 'execution') this.executionErrors += 1;
    if (record.eventType === 'CONNECT') {
      if (error !== 'client') this.connects += 1;
    } else if (record.eventType === 'MESSAGE') {
      this.messagesIn += 1;
      this.bytesIn += record.bytesIn;
      if (record.bytesOut > 0) this.addSent(record.bytesOut);
    }
    const sentAfterMs = record.integrationSentAfterMs;
    const tookMs = record.integrationEndedAfterMs - sentAfterMs;
    if (sentAfterMs >= 0 && tookMs >= 0) this.integrationLatency.add(tookMs);
  }

  /** In the order of `countersOf('WebSocketApi')`. */
  counters(): number[] {
    const { connects, messagesIn, messagesOut, integrationErrors, clientErrors, executionErrors } = this;
    const messages = messagesIn + messagesOut;
    return [connects, messages, integrationErrors, clientErrors, executionErrors, this.connectionMinutes];
  }

  /** In the order of `latenciesOf`; the tally's own, until it is cleared. */
  latencies(): LatencySketch[] {
    return [this.integrationLatency];
  }

  clear(): void {
    this.records = 0;
    this.connects = 0;
    this.messagesIn = 0;
    this.messagesOut = 0;
    this.bytesIn = 0;
    this.bytesOut = 0;
    this.integrationErrors = 0;
    this.clientErrors = 0;
    this.executionErrors = 0;
    this.connectionMinutes = 0;
    this.integrationLatency.clear();
  }

  /** Gives back the memory of a source that has no events any more. */
  release(): void {
    this.integrationLatency = new LatencySketch();
  }

  private addPost({ httpMethod, status, refusal, bytesIn }: RequestRecord): void {
    if (httpMethod === 'POST' && status === 200 && refusal === null) this.addSent(bytesIn);
  }

  private addSent(bytes: number): void {
    this.messagesOut += 1;
    this.bytesOut += bytes;
  }
}
