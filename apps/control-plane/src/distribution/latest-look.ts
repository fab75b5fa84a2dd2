/**
 * Looks at a state on behalf of many who wait for the same change: one look per key (the version of a ChangeSignal is part of it), shared by
 * all who ask for it. A look that began under a version sees all that the version was raised for.
 */
export class LatestLook<T> {
  private readonly running = new Map<string, Promise<T>>();

  take(key: string, look: () => Promise<T>): Promise<T> {
    const present = this.running.get(key);
    if (present) return present;
    const fresh = look().finally(() => this.running.delete(key));
    this.running.set(key, fresh);
    return fresh;
  }
}
