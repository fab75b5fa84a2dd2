/** Less than what the control plane forgives (5 minutes), more than what a response takes. */
const offsetMinMs = 240_000;

/** The control plane's clock, which judges signatures and sessions; a browser's may be off by hours. */
class Clock {
  /** By how much it is ahead of the browser's. */
  #offsetMs = 0;

  now = (): number => Date.now() + this.#offsetMs;

  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(offsetMs: number) {
    this.#offsetMs = offsetMs;
  }

  /** Takes the time from a response. True when it was off, and a call may be repeated. */
  takeFrom(headers: Headers): boolean {
    const date = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(date) || Math.abs(date - this.now()) < offsetMinMs) return false;
    this.#offsetMs = date - Date.now();
    return true;
  }
}

export const clock = new Clock();
