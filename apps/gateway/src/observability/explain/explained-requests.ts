import { encodeExplanations, type Explanation } from '#libs/explanations';
import type { RecordReader, RequestRecord } from '../../invocation/record/request-record.js';
import type { Observations } from '../observations.js';
import { explainRequest } from './explain-request.js';

export interface ExplainedRequestsOptions {
  readonly gatewayId: string;
  readonly observations: Observations;
  /** One of so many of the requests that are not refused is explained, by chance; 0: none. */
  readonly sample: number;
  /** Of one block, so that an attack cannot fill the database; what is above is counted. */
  readonly mostPerBlock?: number;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

const blockEveryMs = 1_000;

/** Explains every refused request, and some of the others, for who asks by their ids. */
export class ExplainedRequests implements RecordReader {
  private gathered: Explanation[] = [];
  private timer: NodeJS.Timeout | null = null;
  private leftOut = 0;

  constructor(private readonly options: ExplainedRequestsOptions) {}

  read(record: RequestRecord): void {
    if (record.refusal === null && !this.isSampled()) return;
    const { gatewayId, mostPerBlock = 100 } = this.options;
    if (this.gathered.length >= mostPerBlock) {
      this.leftOut += 1;
      return;
    }
    this.gathered.push(explainRequest(record, gatewayId));
    this.timer ??= setTimeout(() => this.handIn(), blockEveryMs).unref();
  }

  /** Explanations that were due since the start and were not made. */
  status(): { readonly leftOut: number } {
    return { leftOut: this.leftOut };
  }

  /** Hands in what there is, now. */
  handIn(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.gathered.length === 0) return;
    const gathered = this.gathered;
    this.gathered = [];
    this.options.observations.hand('explanations', encodeExplanations(gathered));
  }

  private isSampled(): boolean {
    const { sample, random = Math.random } = this.options;
    return sample > 0 && random() * sample < 1;
  }
}
