/**
 * Shares one running read among all who ask for the same key. A key has the version of a ChangeSignal in it:
 * a read that began under a version sees everything that the version was raised for.
 */
export class SingleFlight<T> {
  private readonly running = new Map<string, Promise<T>>();

  run(key: string, read: () => Promise<T>): Promise<T> {
    const present = this.running.get(key);
    if (present) return present;
    const fresh = read().finally(() => this.running.delete(key));
    this.running.set(key, fresh);
    return fresh;
  }
}
