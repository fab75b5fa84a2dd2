import { clock } from '../wire/clock.js';
import { wireUp, type Signer } from '../wire/call-wire.js';
import { identityOf, redeemLink, sessionOf, type SessionKeys, type TypedKeys } from './credentials.js';
import { keyStore } from './key-store.js';

/** Who is signed in. */
export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

export type Session =
  | { readonly state: 'starting' }
  /** `notice`: why a link did not sign in. */
  | { readonly state: 'signed out'; readonly notice: string | null }
  | (Identity & { readonly state: 'signed in'; readonly region: string; readonly expiresAtMs: number | null })
  | (Identity & { readonly state: 'expired'; readonly region: string });

/** What the tab has of its session; the key itself is in the browser's keeping, under the id. */
interface TabRecord extends Identity {
  readonly id: string;
  readonly accessKeyId: string;
  readonly sessionToken: string | null;
  readonly region: string;
  readonly expiresAtMs: number | null;
  /** The clock that says when that is. */
  readonly clockOffsetMs: number;
}

const recordName = 'tollgate-session';
const regionName = 'tollgate-region';
const linkPattern = /^#sign-in=(.+)$/;
const longestTimerMs = 2 ** 31 - 1;

/** The session of this tab: at most one, its key not to be read, all of it gone with the tab. */
class SessionStore {
  #session: Session = { state: 'starting' };
  #signer: Signer | null = null;
  #record: TabRecord | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  get = (): Session => this.#session;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up the session of the tab, or the one that a link in the address brings. */
  async start(): Promise<void> {
    wireUp({ signer: () => this.#signer, expired: () => this.expire() });
    const link = linkPattern.exec(location.hash)?.[1];
    // Out of sight and out of the history before anything else.
    if (link) history.replaceState(history.state, '', location.pathname + location.search);
    if (!window.isSecureContext) return this.#set({ state: 'signed out', notice: null });
    try {
      const record = link ? null : readRecord();
      await keyStore.sweep(record?.id ?? null).catch(() => undefined);
      if (link) return await this.#open(await redeemLink(decodeURIComponent(link)));
      const kept = record && (await keyStore.get(record.id));
      if (record) clock.offsetMs = record.clockOffsetMs;
      if (!record || !kept || (record.expiresAtMs ?? Infinity) <= clock.now()) return await this.signOut();
      this.#begin(record, kept.secret);
    } catch (error) {
      // A link that is no good takes nothing away from who is signed in already.
      if (this.#session.state === 'signed in') return;
      await this.signOut(error instanceof Error ? error.message : String(error));
    }
  }

  /** Exchanges keys for a session. @throws what the service says */
  async signIn(typed: TypedKeys): Promise<void> {
    await this.#open(await sessionOf(typed, regionOf()));
  }

  async signOut(notice: string | null = null): Promise<void> {
    const record = this.#record ?? readRecord();
    clearTimeout(this.#timer);
    this.#signer = null;
    this.#record = null;
    sessionStorage.removeItem(recordName);
    this.#set({ state: 'signed out', notice });
    if (record) await keyStore.remove(record.id).catch(() => undefined);
  }

  /** The session has ended; the page stays, and waits for another. */
  expire(): void {
    if (this.#session.state !== 'signed in') return;
    const { accountId, arn, region } = this.#session;
    this.#signer = null;
    sessionStorage.removeItem(recordName);
    if (this.#record) void keyStore.remove(this.#record.id).catch(() => undefined);
    this.#set({ state: 'expired', accountId, arn, region });
  }

  /** Calls are signed for another region from now on. */
  useRegion(region: string): void {
    sessionStorage.setItem(regionName, region);
    if (!this.#record || !this.#signer || this.#session.state !== 'signed in') return;
    this.#record = { ...this.#record, region };
    sessionStorage.setItem(recordName, JSON.stringify(this.#record));
    this.#signer = { ...this.#signer, region };
    this.#set({ ...this.#session, region });
  }

  async #open({ keys, expiresAtMs }: SessionKeys): Promise<void> {
    const region = regionOf();
    const { Account = '', Arn = '' } = await identityOf(keys, region);
    const { accessKeyId, sessionToken, secret } = keys;
    const id = crypto.randomUUID();
    const whose = { accountId: Account, arn: Arn, clockOffsetMs: clock.offsetMs };
    const record = { id, accessKeyId, sessionToken, region, expiresAtMs, ...whose };
    // A browser that keeps nothing has its session until the page is loaded again.
    await keyStore.put({ id, secret }).catch(() => undefined);
    sessionStorage.setItem(recordName, JSON.stringify(record));
    this.#begin(record, secret);
  }

  #begin(record: TabRecord, secret: CryptoKey): void {
    const { id, accessKeyId, sessionToken, region, expiresAtMs, accountId, arn } = record;
    keyStore.hold(id);
    this.#record = record;
    this.#signer = { keys: { accessKeyId, sessionToken, secret }, region };
    clearTimeout(this.#timer);
    if (expiresAtMs !== null)
      this.#timer = setTimeout(() => this.expire(), Math.min(expiresAtMs - clock.now(), longestTimerMs));
    this.#set({ state: 'signed in', accountId, arn, region, expiresAtMs });
  }

  #set(session: Session): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }
}

const regionOf = (): string => sessionStorage.getItem(regionName) ?? 'us-east-1';

function readRecord(): TabRecord | null {
  const text = sessionStorage.getItem(recordName);
  return text === null ? null : (JSON.parse(text) as TabRecord);
}

export const sessionStore = new SessionStore();
