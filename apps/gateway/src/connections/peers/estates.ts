import type { Logger } from '#libs/telemetry';
import type { PeerLink } from './peer-link.js';
import type { PeerNames } from './peer-names.js';
import { claimScript } from './peer-scripts.js';
import type { PeerSeal } from './peer-seal.js';
import type { PeerTiming } from './peer-timing.js';

export interface EstatesOptions {
  readonly link: PeerLink;
  readonly names: PeerNames;
  readonly seal: PeerSeal;
  readonly timing: PeerTiming;
  /** Delivers the `$disconnect` of a connection whose gateway is dead. */
  readonly end: (description: string) => Promise<void>;
  readonly log: Logger;
}

/** `$disconnect` events under way at once. */
const endingMax = 16;

/**
 * The connections of dead gateways. One heir at a time has those of a process, ends each and crosses it off;
 * when he dies as well another goes on where he was, so that an event may be delivered twice, and none is
 * forgotten.
 */
export class Estates {
  private working: Promise<void> | null = null;
  private ended = false;

  constructor(private readonly options: EstatesOptions) {}

  /** Takes over what waits for an heir, unless this process is at it already. */
  look(): void {
    if (this.working !== null || this.ended) return;
    this.working = this.takeOver()
      .catch((error: unknown) => {
        this.options.log.debug('connections of dead gateways are not looked after', { error });
      })
      .finally(() => (this.working = null));
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.working;
  }

  private async takeOver(): Promise<void> {
    const { log, timing } = this.options;
    let claimedAtMs = performance.now();
    const name = await this.claim();
    if (name === null) return;
    // By then another may have taken it over.
    const isMine = (): boolean => performance.now() - claimedAtMs < timing.claimMs;
    const renew = async (): Promise<void> => {
      const atMs = performance.now();
      if (isMine() && (await this.claim(name)) === name) claimedAtMs = atMs;
    };
    const renewing = setInterval(() => void renew().catch(() => undefined), timing.claimMs / 4);
    try {
      const count = await this.endAll(name, () => isMine() && !this.ended);
      log.warn('a gateway has gone: WebSocket connections that it left were ended', { name, count });
    } finally {
      clearInterval(renewing);
    }
  }

  private async claim(name?: string): Promise<string | null> {
    const { link, names, timing } = this.options;
    const which = name === undefined ? [] : [name];
    return (await link.commands.eval(claimScript, 1, names.estates, timing.claimMs, ...which)) as
      string | null;
  }

  private async endAll(name: string, goesOn: () => boolean): Promise<number> {
    const { commands } = this.options.link;
    const key = this.options.names.connectionsOf(name);
    let count = 0;
    while (goesOn()) {
      let cursor = '0';
      do {
        const [next, fields] = await commands.hscanBuffer(key, cursor, 'COUNT', endingMax);
        cursor = next.toString();
        for (let at = 0; at < fields.length && goesOn(); at += 2 * endingMax) {
          count += await this.endSome(key, fields.slice(at, at + 2 * endingMax));
        }
      } while (cursor !== '0' && goesOn());
      if ((await commands.hlen(key)) === 0) {
        await commands.zrem(this.options.names.estates, name);
        break;
      }
    }
    return count;
  }

  /** `fields`: id, what is sealed of it, id, ... */
  private async endSome(key: string, fields: readonly Buffer[]): Promise<number> {
    const ending: Promise<void>[] = [];
    for (let at = 0; at < fields.length; at += 2) {
      ending.push(this.endOne(key, fields[at]!, fields[at + 1]!));
    }
    await Promise.all(ending);
    return ending.length;
  }

  private async endOne(key: string, id: Buffer, sealed: Buffer): Promise<void> {
    const { seal, link, end, log } = this.options;
    const opened = seal.open(sealed, key);
    if (opened !== null) {
      try {
        await end(opened.plain.toString());
      } catch (error) {
        log.error('the $disconnect of a dead gateway’s connection failed', { error });
      }
    }
    await link.commands.hdel(key, id);
  }
}
