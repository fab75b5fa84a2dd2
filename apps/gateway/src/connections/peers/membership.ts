import type { Logger } from '#libs/telemetry';
import { newProcessName } from '../connection-id.js';
import type { PeerLink } from './peer-link.js';
import type { PeerNames } from './peer-names.js';
import { beatScript, leaveScript } from './peer-scripts.js';
import type { PeerTiming } from './peer-timing.js';

export interface MembershipOptions {
  readonly link: PeerLink;
  readonly names: PeerNames;
  readonly timing: PeerTiming;
  readonly log: Logger;
  /** A clock that never steps; milliseconds. */
  readonly steadyMs?: () => number;
}

export interface MembershipEvents {
  /** Others hold this process for dead, and so it is: what it holds under that name must end. */
  declaredDead(formerName: string): void;
  /** Redis knows this process from now on, and nothing of its connections. */
  joined(): void;
  /** After each sign of life that Redis has taken. */
  beaten(): void;
}

/** So many signs of life are given that this process does not hear itself: then it hears nobody. */
const unheardMax = 4;

/**
 * This process among those that share a Redis: its name there, which ids of its connections carry, and its
 * signs of life. While Redis is away nobody is alive or dead, and all go on.
 */
export class Membership {
  private current = newProcessName();
  private renewedAtMs = -Infinity;
  private unheard = 0;
  private away = false;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();
  private ended = false;
  private readonly steadyMs: () => number;

  constructor(
    private readonly options: MembershipOptions,
    private readonly events: MembershipEvents,
  ) {
    this.steadyMs = options.steadyMs ?? (() => performance.now());
  }

  get processName(): string {
    return this.current;
  }

  /** Whether nobody can have declared it dead, by its own clock. */
  get holdsLease(): boolean {
    return this.steadyMs() - this.renewedAtMs < this.options.timing.leaseMs;
  }

  /** Resolves when Redis knows this process, or has been tried in vain; goes on by itself. */
  async start(): Promise<void> {
    const { link, names } = this.options;
    await link.listenTo(names.channelOf(this.current));
    await link.tried();
    await this.beat();
  }

  /** It hears itself. */
  heard(): void {
    this.unheard = 0;
  }

  /** Says that it goes; whoever comes later ends the connections that it has not ended. */
  async leave(): Promise<void> {
    this.ended = true;
    if (this.timer) clearTimeout(this.timer);
    await this.beating;
    const { link } = this.options;
    if (!link.isReady) return;
    // In vain: its lease ends, and it is declared dead.
    await link.commands
      .eval(leaveScript, 5, ...this.keysOf(this.current), this.current)
      .catch(() => undefined);
  }

  private beat(): Promise<void> {
    const startedAtMs = this.steadyMs();
    const again = (): void => void this.beat();
    this.beating = this.beatOnce(startedAtMs).then(() => {
      if (this.ended) return;
      const waitMs = Math.max(0, this.options.timing.beatMs - (this.steadyMs() - startedAtMs));
      this.timer = setTimeout(again, waitMs);
    });
    return this.beating;
  }

  private async beatOnce(startedAtMs: number): Promise<void> {
    const { log } = this.options;
    try {
      const status = await this.say(this.current);
      if (this.away) log.info('redis is back: connections of other gateways are reached again');
      this.away = false;
      if (status < 0) return await this.takeAnotherName();
      this.renewedAtMs = startedAtMs;
      if (status === 1) this.events.joined();
      this.events.beaten();
      if ((this.unheard += 1) > unheardMax) this.listenAnew();
    } catch (error) {
      if (!this.away) log.error('redis is away: connections of other gateways are not reached', { error });
      this.away = true;
    }
  }

  private listenAnew(): void {
    this.options.log.warn('nothing is heard of other gateways: listening anew');
    this.unheard = 0;
    this.options.link.listenAnew();
  }

  /** Redis knows the other name before any id has it. */
  private async takeAnotherName(): Promise<void> {
    const { link, names, log } = this.options;
    const former = this.current;
    const next = newProcessName();
    const saidAtMs = this.steadyMs();
    await link.listenTo(names.channelOf(next));
    await this.say(next);
    this.current = next;
    this.renewedAtMs = saidAtMs;
    log.error('declared dead by other gateways: its WebSocket connections end', { former });
    this.events.declaredDead(former);
    this.events.joined();
  }

  private async say(name: string): Promise<number> {
    const { link, names, timing } = this.options;
    const { leaseMs, silenceMs, quietMs } = timing;
    const said = [name, names.channelOf(name), leaseMs, silenceMs, quietMs];
    return (await link.commands.eval(beatScript, 5, ...this.keysOf(name), ...said)) as number;
  }

  private keysOf(name: string): [string, string, string, string, string] {
    const { names } = this.options;
    return [names.gateways, names.dead, names.pulse, names.estates, names.connectionsOf(name)];
  }
}
