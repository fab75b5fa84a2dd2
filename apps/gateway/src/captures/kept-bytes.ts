import { StringDecoder } from 'node:string_decoder';

/** What all captured requests of a process may hold together while they run. */
export class ByteBudget {
  private left: number;

  constructor(bytesMax = 64 * 1024 * 1024) {
    this.left = bytesMax;
  }

  /** How many of these bytes there is place for. */
  take(bytes: number): number {
    const taken = Math.min(bytes, this.left);
    this.left -= taken;
    return taken;
  }

  giveBack(bytes: number): void {
    this.left += bytes;
  }
}

/** The text without its secrets; where its end `isCut`, without what the cut has left of one, too. */
export type Hide = (text: string, isCut: boolean) => string;

/** The beginning of a body, as much of it as may be kept. */
export class KeptBytes {
  private readonly chunks: Buffer[] = [];
  private kept = 0;
  private all = 0;
  private isReleased = false;

  constructor(
    private readonly bytesMax: number,
    private readonly budget: ByteBudget,
  ) {}

  /** What comes behind `release`, of a body that nobody waited for, is left. */
  add(chunk: Uint8Array): void {
    if (this.isReleased) return;
    this.all += chunk.length;
    const bytes = this.budget.take(Math.min(chunk.length, this.bytesMax - this.kept));
    if (bytes === 0) return;
    this.kept += bytes;
    // A copy: the memory of a chunk may be used again.
    this.chunks.push(Buffer.from(chunk.subarray(0, bytes)));
  }

  /**
   * So many bytes of it at most, without what `hide` takes out: as text where it is text that JSON has a
   * short form for, else in Base64.
   */
  message(
    hide: Hide,
    bytesMax = this.bytesMax,
  ): {
    readonly body: string;
    readonly bodyEncoding: 'utf8' | 'base64';
    readonly bodyBytes: number;
    readonly isTruncated: boolean;
  } {
    const bytes = Buffer.concat(this.chunks, Math.min(this.kept, bytesMax));
    const isTruncated = bytes.length < this.all;
    // Half a character at the cut does not make bytes of a text.
    const text = isTruncated ? new StringDecoder('utf8').write(bytes) : bytes.toString('utf8');
    // What JSON writes in six characters, and what is no UTF-8.
    const isText = !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text);
    return {
      // Among bytes, secrets are found character by character.
      body: isText
        ? hide(text, isTruncated)
        : Buffer.from(hide(bytes.toString('latin1'), isTruncated), 'latin1').toString('base64'),
      bodyEncoding: isText ? 'utf8' : 'base64',
      bodyBytes: this.all,
      isTruncated,
    };
  }

  /** Once, when its request is complete. */
  release(): void {
    this.isReleased = true;
    this.budget.giveBack(this.kept);
  }
}
