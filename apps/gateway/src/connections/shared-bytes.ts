/**
 * Memory that many share: as long as there is room each takes what it needs, and without room those who have
 * more than an equal share get no more. So all together never have much more than twice as much, and nobody
 * who has little is made to pay for others.
 */
export class SharedBytes {
  private total = 0;

  constructor(
    private readonly bytesMax: number,
    private readonly holders: () => number,
  ) {}

  get taken(): number {
    return this.total;
  }

  /** Negative: that much less. */
  change(bytes: number): void {
    this.total += bytes;
  }

  /** Whether one who has so many may not have more. */
  isSpent(own: number): boolean {
    return this.total > this.bytesMax && own > this.bytesMax / Math.max(1, this.holders());
  }
}
