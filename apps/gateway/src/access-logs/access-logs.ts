import { compileAccessLogFormat, readLogDestination, type LogDestination } from '#libs/access-log-format';
import type { Logger } from '#libs/telemetry';
import type { ActiveStage } from '../invocation/active-stage.js';
import type { RecordReader, RequestRecord } from '../invocation/record/request-record.js';
import type { PublishedDocuments } from '../invocation/published-documents.js';
import type { RunningLogs, WriteLine } from '../logs/start-logs.js';
import { logVariable } from '../observability/log-variables.js';
import { mayLog } from '../observability/may-log.js';

/** The access log of a stage, ready to write. */
interface StageAccessLog {
  readonly render: (record: RequestRecord) => string;
  readonly write: WriteLine;
  /** It is a log group, which the role of the stage's account is needed for. */
  readonly needsRole: boolean;
  /** Of requests that went to the stage's canary. */
  readonly writeCanary: WriteLine;
}

/**
 * Writes a line for each request of a stage with an access log, once its response has left: also for those
 * that were refused, and whose callers were gone (guide page "Set up CloudWatch logging"). What names no
 * stage has no access log. A stage's format is compiled with its first line.
 */
export class AccessLogs implements RecordReader {
  private readonly logs = new WeakMap<ActiveStage, StageAccessLog | null>();
  private hasFailed = false;

  constructor(
    private readonly sinks: Pick<RunningLogs, 'accessLog'>,
    private readonly log: Pick<Logger, 'error'>,
    private readonly documents: Pick<PublishedDocuments, 'account'>,
  ) {}

  read(record: RequestRecord): void {
    const { stage } = record;
    if (stage === null || stage.observability.accessLog === null) return;
    try {
      const accessLog = this.logOf(stage);
      if (accessLog === null || (accessLog.needsRole && !mayLog(this.documents, stage.document))) return;
      const line = accessLog.render(record);
      const write = record.isCanary ? accessLog.writeCanary : accessLog.write;
      write(record.receivedAtMs + record.endedAfterMs, line);
    } catch (error) {
      // A bug, which every request would repeat.
      if (!this.hasFailed) this.log.error('writing an access log failed', { error });
      this.hasFailed = true;
    }
  }

  private logOf(stage: ActiveStage): StageAccessLog | null {
    let known = this.logs.get(stage);
    if (known === undefined) this.logs.set(stage, (known = this.open(stage)));
    return known;
  }

  /** Null: the destination is none, of a stage that had it before destinations were checked. */
  private open({ observability, document }: ActiveStage): StageAccessLog | null {
    const { destinationArn, format } = observability.accessLog!;
    const named = readLogDestination(destinationArn);
    if ('refused' in named) return null;
    // Whatever account the ARN names: nobody writes to the groups of others.
    const destination = { ...named, accountId: document.accountId };
    const constants: Readonly<Record<string, string>> = {
      accountId: document.accountId,
      apiId: document.restApiId,
      stage: document.stageName,
    };
    const { render, lineEnd } = compileAccessLogFormat<RequestRecord>(format, (name) =>
      Object.hasOwn(constants, name) ? { constant: constants[name]! } : logVariable(name),
    );
    return {
      render,
      needsRole: destination.kind === 'log-group',
      write: this.sinks.accessLog(destination, lineEnd),
      writeCanary: this.sinks.accessLog(ofCanary(destination), lineEnd),
    };
  }
}

/** A group of its own, as AWS has it (guide page "Set up an API Gateway canary release deployment"). */
function ofCanary(destination: LogDestination): LogDestination {
  if (destination.kind === 'firehose') return destination;
  return { ...destination, group: `${destination.group.slice(0, groupCharsMax - canary.length)}${canary}` };
}

const canary = '/Canary';
const groupCharsMax = 512;
