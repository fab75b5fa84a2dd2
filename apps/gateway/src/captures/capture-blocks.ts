import { captureBlockContext, writeCapturedRequests, type CapturedRequest } from '#libs/observations';
import type { GatewaySeal } from '#libs/snapshot-format';
import type { Observations } from '../observability/observations.js';

/** Before it is sealed, which makes a third more of it. */
const bytesMax = 5 * 1024 * 1024;
const gatherMs = 1_000;

/** Gathers captured requests for about a second and hands them in, sealed. */
export class CaptureBlocks {
  private gathered: CapturedRequest[] = [];
  private bytes = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly observations: Observations,
    private readonly seal: GatewaySeal,
  ) {}

  add(request: CapturedRequest): void {
    // As it is handed in: headers count, and what JSON escapes.
    const bytes = Buffer.byteLength(writeCapturedRequests([request]));
    if (this.bytes + bytes > bytesMax) this.flush();
    this.gathered.push(request);
    this.bytes += bytes;
    this.timer ??= setTimeout(() => this.flush(), gatherMs).unref();
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.gathered.length === 0) return;
    const text = writeCapturedRequests(this.gathered);
    this.gathered = [];
    this.bytes = 0;
    this.observations.hand('captures', Buffer.from(this.seal.seal(text, captureBlockContext)));
  }
}
