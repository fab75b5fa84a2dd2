/**
 * Texts of one length that are drawn many at a time, since drawing random bytes for one by itself costs more
 * than answering from a MOCK. What is handed out is a part of the block and shares its memory, so it is not
 * to be kept for longer than a request.
 */
export class TextBlock {
  private block = '';
  private used = 0;

  /** `draw`: any number of texts of `length` characters, one behind the other. */
  constructor(
    private readonly length: number,
    private readonly draw: () => string,
  ) {}

  next(): string {
    if (this.used === this.block.length) {
      this.block = this.draw();
      this.used = 0;
    }
    const from = this.used;
    this.used = from + this.length;
    return this.block.substring(from, this.used);
  }
}
