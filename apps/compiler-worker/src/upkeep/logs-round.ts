import {
  logLosses,
  logRetention,
  logSlices,
  observationSenders,
  type Database,
  type LogSlice,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from '../config.js';
import type { UpkeepRound } from './upkeep.js';

const hourMs = 3_600_000;
/** Partitions are there before their time begins; events may be of two hours ahead. */
const hoursAhead = 3;
/** Gateways keep what they could not send for a week. */
const sendersKeptDays = 30;

/**
 * Looks after the logs: makes partitions for the hours to come, forgets what is too old, for the installation
 * or for its group, and what there is no room for, which is counted.
 */
export function logsRound(
  database: Database,
  config: Pick<CompilerWorkerConfig, 'logsKeepHours' | 'logsMaxMb'>,
  log: Logger,
): UpkeepRound {
  return {
    name: 'logs',
    run: async (nowMs) => {
      const oldestMs = nowMs - config.logsKeepHours * hourMs;
      await dropBefore(database, log, oldestMs);
      await makeSlices(database, config.logsKeepHours, oldestMs, nowMs);
      await database.write((uow) => logRetention.expire(uow, nowMs));
      await database.write((uow) => logRetention.clearRemoved(uow));
      await database.write((uow) => logRetention.forgetStreams(uow, oldestMs));
      await makeRoom(database, log, config.logsMaxMb * 1024 * 1024);
      await database.write((uow) => observationSenders.forgetSilent(uow, sendersKeptDays));
    },
  };
}

async function dropBefore(database: Database, log: Logger, oldestMs: number): Promise<void> {
  const slices = await database.read((uow) => logSlices.list(uow));
  for (const slice of slices.filter(({ endMs }) => endMs <= oldestMs)) {
    const events = await database.write((uow) => logSlices.remove(uow, slice));
    log.info('old logs were forgotten', { from: slice.name, events });
  }
  await database.write((uow) => logRetention.expireDefault(uow, oldestMs));
}

async function makeSlices(
  database: Database,
  keepHours: number,
  oldestMs: number,
  nowMs: number,
): Promise<void> {
  const hours = hoursOfSlice(keepHours);
  for (let hour = 0; hour <= hoursAhead; hour++)
    await database.write((uow) => logSlices.make(uow, nowMs + hour * hourMs, hours));
  await database.write((uow) => logSlices.makeForDefault(uow, oldestMs, hours));
}

/** Drops whole partitions, the oldest first; of the last one that has anything, its oldest blocks. */
async function makeRoom(database: Database, log: Logger, bytesMax: number): Promise<void> {
  const sizes = await database.write((uow) => logRetention.countStoredBytes(uow));
  const slices = await database.read((uow) => logSlices.list(uow));
  const bytesOf = ({ name }: LogSlice): number => sizes.get(name) ?? 0;
  const allBytes = slices.reduce((sum, slice) => sum + bytesOf(slice), 0);
  if (allBytes <= bytesMax) return;
  let bytes = allBytes;
  let events = 0;
  for (const slice of slices) {
    const itsBytes = bytesOf(slice);
    if (bytes <= bytesMax || itsBytes === 0) continue;
    events += await database.write(async (uow) => {
      const isLast = itsBytes === bytes;
      const lost = isLast ? await logSlices.cut(uow, slice, bytesMax) : await logSlices.remove(uow, slice);
      await logLosses.add(uow, 'no-room', { events: lost });
      return lost;
    });
    bytes -= itsBytes;
  }
  log.warn('logs were forgotten before their time: there are more than TOLLGATE_LOGS_MAX_MB', {
    events,
    bytes: allBytes,
    bytesMax,
  });
}

/** So that there are some two hundred partitions, or 365, whatever is kept. */
function hoursOfSlice(keepHours: number): 1 | 6 | 24 {
  if (keepHours <= 200) return 1;
  return keepHours <= 1200 ? 6 : 24;
}
