import { randomBytes } from 'node:crypto';
import type { LogStreamName } from '#libs/log-events';

/** Of a group, with its owner. */
export type LogGroupName = Omit<LogStreamName, 'stream'>;

/** Groups that streams are known for: a bound on memory, since stages come and go. */
const groupsMax = 10_000;

/**
 * The streams that this process writes to: one of each group, made when it is first asked for and the same
 * object from then on, for all logs. Named as AWS's are, by 32 hex digits, so that processes never share one.
 */
export class LogStreams {
  private readonly streams = new Map<string, LogStreamName>();

  of({ accountId, region, group }: LogGroupName): LogStreamName {
    const key = `${accountId} ${region} ${group}`;
    let stream = this.streams.get(key);
    if (stream === undefined) {
      if (this.streams.size === groupsMax) this.streams.clear();
      stream = { accountId, region, group, stream: randomBytes(16).toString('hex') };
      this.streams.set(key, stream);
    }
    return stream;
  }
}
