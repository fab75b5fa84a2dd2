import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  type FilterLogEventsCommandInput,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { TestControlPlane } from './start-control-plane.js';

type Caller = Pick<TestControlPlane, 'url' | 'credentials'>;

/** CloudWatch Logs as the SDK calls it, without retries. */
export const logsOf = ({ url, credentials }: Caller, region = 'us-east-1'): CloudWatchLogsClient =>
  new CloudWatchLogsClient({ endpoint: url, region, credentials, maxAttempts: 1 });

let groups = 0;

/** What specs of log events say again and again. */
export class LogClient {
  /** A minute ago: when the first line of `put` is from. */
  readonly startMs = Date.now() - 60_000;
  readonly sdk: CloudWatchLogsClient;

  constructor(caller: Caller) {
    this.sdk = logsOf(caller);
  }

  /** A new group, with these streams. */
  async makeGroup(...streams: string[]): Promise<string> {
    const logGroupName = `/made/${++groups}`;
    await this.sdk.send(new CreateLogGroupCommand({ logGroupName }));
    for (const logStreamName of streams)
      await this.sdk.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    return logGroupName;
  }

  /** Adds lines, one each millisecond from a time on. */
  put(logGroupName: string, logStreamName: string, messages: readonly string[], fromMs = this.startMs) {
    const logEvents = messages.map((message, index) => ({ timestamp: fromMs + index, message }));
    return this.sdk.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }

  async filter(input: FilterLogEventsCommandInput) {
    const { events = [], nextToken } = await this.sdk.send(new FilterLogEventsCommand(input));
    return { messages: events.map(({ message }) => message), events, nextToken };
  }

  async get(input: GetLogEventsCommandInput) {
    const { events = [], ...tokens } = await this.sdk.send(new GetLogEventsCommand(input));
    return { messages: events.map(({ message }) => message), ...tokens };
  }
}
