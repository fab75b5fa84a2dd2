import type { Logger } from '#libs/telemetry';
import type { ConnectionPosts } from '../posts/connection-posts.js';
import type { PeerLink } from './peer-link.js';
import { decodePeerMessage, encodePeerMessage, type PeerReply, type PeerRequest } from './peer-message.js';
import type { PeerNames } from './peer-names.js';
import type { Opened, PeerSeal } from './peer-seal.js';

export interface PeerInboxOptions {
  readonly link: PeerLink;
  readonly names: PeerNames;
  readonly seal: PeerSeal;
  /** What this process holds. */
  readonly posts: ConnectionPosts;
  readonly membership: {
    readonly processName: string;
    readonly holdsLease: boolean;
    /** What this process says to itself with each sign of life has come. */
    heard(): void;
  };
  /** Another has replied to a call of this process. */
  readonly replied: (id: number, reply: PeerReply) => void;
  readonly log: Logger;
}

/** Replies that may be on their way to Redis; others are dropped, and their calls given up in time. */
const repliesMax = 10_000;
/** Of senders of messages the last numbers are known; of older ones the first that comes is taken. */
const sendersMax = 1000;

/** Reads what other gateways send, once each, in its order, and answers. */
export class PeerInbox {
  /** Messages that no gateway of this installation has sent, and replies for want of room. */
  dropped = 0;
  private readonly lastOf = new Map<string, number>();
  private replies = new Map<string, (readonly [number, PeerReply])[]>();
  private repliesOnTheWay = 0;

  constructor(private readonly options: PeerInboxOptions) {}

  receive(bytes: Buffer): void {
    const { seal, names, membership, replied } = this.options;
    if (bytes.length === 0) return membership.heard();
    const opened = seal.open(bytes, names.channelOf(membership.processName));
    if (opened === null || !this.isNew(opened)) {
      this.dropped += 1;
      return;
    }
    const { head, data } = decodePeerMessage(opened.plain);
    if ('replies' in head) for (const [id, reply] of head.replies) replied(id, reply);
    else void this.answer(head, data);
  }

  /** Numbers of a sender grow. What comes again was recorded by somebody and is none of his. */
  private isNew({ sender, count }: Opened): boolean {
    if (count <= (this.lastOf.get(sender) ?? 0)) return false;
    if (this.lastOf.size >= sendersMax && !this.lastOf.has(sender)) {
      for (const oldest of this.lastOf.keys()) {
        this.lastOf.delete(oldest);
        break;
      }
    }
    this.lastOf.set(sender, count);
    return true;
  }

  private async answer(
    { id, from, request }: { readonly id: number; readonly from: string; readonly request: PeerRequest },
    data: Buffer,
  ): Promise<void> {
    // Who waits may have been told already that this process is dead: it must not do behind that what it was
    // asked before.
    const done = this.options.membership.holdsLease ? this.run(request, data) : 'unreachable';
    this.reply(from, id, done instanceof Promise ? await done : done);
  }

  private run(request: PeerRequest, data: Buffer): PeerReply | Promise<PeerReply> {
    const { posts, log } = this.options;
    try {
      switch (request.type) {
        case 'post':
          return posts.post(request.to, { data, callId: request.callId });
        case 'get':
          return posts.get(request.to);
        case 'close':
          return posts.close(request.to);
        case 'list':
          return posts.list(request.page);
        default:
          // Of a newer release.
          return 'unreachable';
      }
    } catch (error) {
      log.error('a call of another gateway failed', { error });
      return 'unreachable';
    }
  }

  /** Replies of one turn go together. */
  private reply(to: string, id: number, reply: PeerReply): void {
    if (this.repliesOnTheWay >= repliesMax) {
      this.dropped += 1;
      return;
    }
    this.repliesOnTheWay += 1;
    if (this.replies.size === 0) setImmediate(() => this.sendReplies());
    const waiting = this.replies.get(to);
    if (waiting) waiting.push([id, reply]);
    else this.replies.set(to, [[id, reply]]);
  }

  private sendReplies(): void {
    const { link, names, seal } = this.options;
    const replies = this.replies;
    this.replies = new Map();
    for (const [to, ofTurn] of replies) {
      const channel = names.channelOf(to);
      const message = seal.seal(encodePeerMessage({ replies: ofTurn }), channel);
      const settled = (): void => void (this.repliesOnTheWay -= ofTurn.length);
      // Redis is away: who waits gives up in time.
      link.commands.publish(channel, message).then(settled, settled);
    }
  }
}
