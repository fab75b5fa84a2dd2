/** Bytes that lines may take while they wait, for all that share it. */
export class MemoryRoom {
  private used = 0;

  constructor(private readonly bytesMax = 16 * 1024 * 1024) {}

  /** False: there is no room. */
  take(bytes: number): boolean {
    if (this.used + bytes > this.bytesMax) return false;
    this.used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.used -= bytes;
  }
}
