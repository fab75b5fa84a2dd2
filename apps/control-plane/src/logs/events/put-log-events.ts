import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { encodeLogBlock, LogColumns, readLogBlock } from '#libs/log-events';
import { logBlocks, logStreams, prepareLogBlocks, type Database } from '#libs/persistence';
import { findGroup } from '../groups/find-group.js';
import { noSuchStream } from '../refusals.js';
import { checkBatch } from './check-batch.js';

const dayMs = 86_400_000;

/** Adds a batch of events to a stream. */
export async function putLogEvents(
  database: Database,
  owner: Owner,
  { logGroupName: group, logStreamName: stream, logEvents }: logs.PutLogEventsRequest,
  nowMs: number,
): Promise<logs.PutLogEventsResponse> {
  const { id: groupId, retentionInDays } = await database.read(async (uow) => {
    const found = await findGroup(uow, owner, { logGroupName: group });
    if (!(await logStreams.find(uow, found.id, stream))) throw noSuchStream();
    return found;
  });
  const keptMs = retentionInDays === null ? null : retentionInDays * dayMs;
  const { events, rejected } = checkBatch(logEvents, keptMs, nowMs);
  if (events.length > 0) {
    const columns = new LogColumns({ accountId: owner.accountId, region: owner.region, group, stream });
    for (const { timestamp, message } of events) columns.add(timestamp, message);
    const read = readLogBlock(encodeLogBlock([columns]));
    if ('refused' in read) throw new Error(`a batch of log events makes no block: ${read.refused}`);
    const prepared = await prepareLogBlocks(read.sections, nowMs);
    await database.write(async (uow) => {
      // Deleted meanwhile: events must not bring it back.
      if (!(await logStreams.hold(uow, groupId, stream))) throw noSuchStream();
      await logBlocks.add(uow, prepared, nowMs);
    });
  }
  return {
    // Nobody looks at it any more, but old clients want one.
    nextSequenceToken: String(nowMs).padStart(56, '4'),
    ...(rejected && { rejectedLogEventsInfo: rejected }),
  };
}
