/** Something to sign with, and until when. */
export interface Session<Credentials> {
  readonly credentials: Credentials;
  /** Infinity: it never ends. */
  readonly expiresAtMs: number;
  /** When the next one is asked for, while requests go on with this one. */
  readonly renewAtMs: number;
}

export interface RenewedSessionOptions<Credentials> {
  /** Rejects when there is none to be had. */
  readonly ask: () => Promise<Session<Credentials>>;
  /** Told once for each time that there was none; `usable`: requests go on with the session in hand. */
  readonly onFailure: (error: Error, usable: boolean) => void;
  readonly now: () => number;
}

/** Not used any more so long before the end: the service's clock may be ahead. */
const unusableBeforeMs = 30_000;
/** After a refusal nobody asks for so long: what cannot be had must not cost a call per request. */
const pauseAfterFailureMs = 1_000;
/**
 * A renewal may bring what was there already: the next is asked for after so long, and not by the next
 * request.
 */
const pauseAfterRenewalMs = 10_000;

/** Credentials that end: asked for once however many requests wait, kept, and renewed before they end. */
export class RenewedSession<Credentials> {
  private session: Session<Credentials> | null = null;
  private asking: Promise<Credentials> | null = null;
  private failure: { readonly error: Error; readonly untilMs: number } | null = null;

  constructor(private readonly options: RenewedSessionOptions<Credentials>) {}

  /** A promise only when there are none to use; it rejects when none can be had. */
  current(): Credentials | Promise<Credentials> {
    const { session } = this;
    if (session === null || !this.isUsable(session)) return this.ask();
    // Its failure has been told; this request has what it needs.
    if (this.options.now() >= session.renewAtMs) this.ask().catch(() => undefined);
    return session.credentials;
  }

  private isUsable({ expiresAtMs }: Session<Credentials>): boolean {
    return expiresAtMs - this.options.now() > unusableBeforeMs;
  }

  private ask(): Promise<Credentials> {
    if (this.asking) return this.asking;
    if (this.failure && this.options.now() < this.failure.untilMs) return Promise.reject(this.failure.error);
    this.asking = this.options.ask().then(
      (session) => {
        const renewAtMs = Math.max(session.renewAtMs, this.options.now() + pauseAfterRenewalMs);
        this.session = { ...session, renewAtMs };
        this.asking = null;
        this.failure = null;
        return session.credentials;
      },
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        this.asking = null;
        this.failure = { error, untilMs: this.options.now() + pauseAfterFailureMs };
        this.options.onFailure(error, this.session !== null && this.isUsable(this.session));
        throw error;
      },
    );
    return this.asking;
  }
}
