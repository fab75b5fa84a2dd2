import { deliverScript } from './peer-scripts.js';
import type { PeerLink } from './peer-link.js';
import { encodePeerMessage, type PeerReply, type PeerRequest } from './peer-message.js';
import type { PeerNames } from './peer-names.js';
import type { PeerSeal } from './peer-seal.js';
import type { PeerTiming } from './peer-timing.js';

export interface PeerCallsOptions {
  readonly link: PeerLink;
  readonly names: PeerNames;
  readonly seal: PeerSeal;
  readonly timing: PeerTiming;
  /** Of this process, where replies come to. */
  readonly processName: () => string;
}

/** Of data that waits for other gateways; what would be more is refused. */
const waitingBytesMax = 16 * 1024 * 1024;
/** What a call without data counts as. */
const callBytes = 512;
const nobody = 0;
const noSuchGateway = -1;

interface Call {
  readonly to: string;
  readonly request: PeerRequest;
  readonly data: Buffer;
  readonly givesUpAtMs: number;
  readonly settle: (reply: PeerReply) => void;
  /** Somebody has received it: it must not be sent again. */
  isSent: boolean;
  timer: NodeJS.Timeout | null;
}

/**
 * Calls that wait for other gateways. Each message is sent until one receives it, then never again; its call
 * waits for the reply, looking now and then whether the other is still alive.
 */
export class PeerCalls {
  private readonly waiting = new Map<number, Call>();
  private waitingBytes = 0;
  private lastId = 0;

  constructor(private readonly options: PeerCallsOptions) {}

  get size(): number {
    return this.waiting.size;
  }

  /** Asks the process of this name. Never rejects. */
  ask(to: string, request: PeerRequest, data: Buffer): Promise<PeerReply> {
    const bytes = data.length + callBytes;
    if (!this.options.link.isReady) return Promise.resolve('unreachable');
    if (this.waitingBytes + bytes > waitingBytesMax) return Promise.resolve('full');
    this.waitingBytes += bytes;
    const id = (this.lastId += 1);
    return new Promise((resolve) => {
      const call: Call = {
        to,
        request,
        data,
        givesUpAtMs: performance.now() + this.options.timing.callMs,
        isSent: false,
        timer: null,
        settle: (reply) => {
          if (!this.waiting.delete(id)) return;
          if (call.timer) clearTimeout(call.timer);
          this.waitingBytes -= bytes;
          resolve(reply);
        },
      };
      this.waiting.set(id, call);
      void this.advance(id, call);
    });
  }

  /** What another has said; nothing when nobody waits for it any more. */
  replied(id: number, reply: PeerReply): void {
    this.waiting.get(id)?.settle(reply);
  }

  /** Ends all that waits. */
  close(): void {
    for (const call of [...this.waiting.values()]) call.settle('unreachable');
  }

  /** Sends a call that nobody has received yet; of another looks whether a reply can still come. */
  private async advance(id: number, call: Call): Promise<void> {
    let receivers: number;
    try {
      receivers = await this.deliver(id, call);
    } catch {
      // Redis is away; whether it has passed the message on is not known.
      return call.settle('unreachable');
    }
    if (!this.waiting.has(id)) return;
    if (receivers === noSuchGateway) return call.settle('gone');
    if (receivers > nobody) call.isSent = true;
    const { lookMs } = this.options.timing;
    if (performance.now() + lookMs > call.givesUpAtMs) {
      call.timer = setTimeout(() => call.settle('unreachable'), lookMs);
    } else {
      call.timer = setTimeout(() => void this.advance(id, call), lookMs);
    }
  }

  private async deliver(id: number, { to, request, data, isSent }: Call): Promise<number> {
    const { link, names, seal, timing, processName } = this.options;
    const keys = [names.gateways, names.dead, names.pulse] as const;
    if (isSent) {
      const found = (await link.commands.eval(deliverScript, 3, ...keys, to, timing.silenceMs)) as number;
      return found;
    }
    const channel = names.channelOf(to);
    const message = seal.seal(encodePeerMessage({ id, from: processName(), request }, data), channel);
    return (await link.commands.eval(
      deliverScript,
      3,
      ...keys,
      to,
      timing.silenceMs,
      channel,
      message,
    )) as number;
  }
}
