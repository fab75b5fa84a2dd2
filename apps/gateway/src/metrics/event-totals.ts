import type { EventTally } from './event-tally.js';
import { HistogramTotals } from './request-totals.js';

/** Events of one source since the process began, as Prometheus wants them: they only grow. */
export class EventTotals {
  connects = 0;
  messagesIn = 0;
  messagesOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  integrationErrors = 0;
  clientErrors = 0;
  executionErrors = 0;
  readonly integrationLatency = new HistogramTotals();

  add(tally: EventTally): void {
    this.connects += tally.connects;
    this.messagesIn += tally.messagesIn;
    this.messagesOut += tally.messagesOut;
    this.bytesIn += tally.bytesIn;
    this.bytesOut += tally.bytesOut;
    this.integrationErrors += tally.integrationErrors;
    this.clientErrors += tally.clientErrors;
    this.executionErrors += tally.executionErrors;
    this.integrationLatency.add(tally.integrationLatency);
  }
}
