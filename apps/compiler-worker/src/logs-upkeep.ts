import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  logLosses,
  logRetention,
  logSlices,
  observationSenders,
  type Database,
  type LogSlice,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, DATABASE, LOGGER } from './tokens.js';
import { UpkeepTimer } from './upkeep-timer.js';

const hourMs = 3_600_000;
/** Partitions are there before their time begins; events may be of two hours ahead. */
const hoursAhead = 3;
/** Gateways keep what they could not send for a week. */
const sendersKeptDays = 30;

/**
 * Looks after the logs: makes partitions for the hours to come, forgets what is too old, for the installation
 * or for its group, and what there is no room for, which is counted. Several workers may do so at once.
 */
@Injectable()
export class LogsUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<CompilerWorkerConfig, 'logsKeepHours' | 'logsMaxMb'>,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('the upkeep of logs failed and is tried again', { error }),
    );
  }

  onApplicationBootstrap(): void {
    this.timer.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.timer.stop();
  }

  /** One round, at a moment. */
  async round(nowMs: number): Promise<void> {
    const { database } = this;
    const oldestMs = nowMs - this.config.logsKeepHours * hourMs;
    await this.dropBefore(oldestMs);
    await this.makeSlices(oldestMs, nowMs);
    await database.write((uow) => logRetention.expire(uow, nowMs));
    await database.write((uow) => logRetention.clearRemoved(uow));
    await database.write((uow) => logRetention.forgetStreams(uow, oldestMs));
    await this.makeRoom();
    await database.write((uow) => observationSenders.forgetSilent(uow, sendersKeptDays));
  }

  private async dropBefore(oldestMs: number): Promise<void> {
    const slices = await this.database.read((uow) => logSlices.list(uow));
    for (const slice of slices.filter(({ endMs }) => endMs <= oldestMs)) {
      const events = await this.database.write((uow) => logSlices.remove(uow, slice));
      this.log.info('old logs were forgotten', { from: slice.name, events });
    }
    await this.database.write((uow) => logRetention.expireDefault(uow, oldestMs));
  }

  private async makeSlices(oldestMs: number, nowMs: number): Promise<void> {
    const hours = hoursOfSlice(this.config.logsKeepHours);
    for (let hour = 0; hour <= hoursAhead; hour++)
      await this.database.write((uow) => logSlices.make(uow, nowMs + hour * hourMs, hours));
    await this.database.write((uow) => logSlices.makeForDefault(uow, oldestMs, hours));
  }

  /** Drops whole partitions, the oldest first; of the last one that has anything, its oldest blocks. */
  private async makeRoom(): Promise<void> {
    const bytesMax = this.config.logsMaxMb * 1024 * 1024;
    const sizes = await this.database.write((uow) => logRetention.countStoredBytes(uow));
    const slices = await this.database.read((uow) => logSlices.list(uow));
    const bytesOf = ({ name }: LogSlice): number => sizes.get(name) ?? 0;
    const allBytes = slices.reduce((sum, slice) => sum + bytesOf(slice), 0);
    if (allBytes <= bytesMax) return;
    let bytes = allBytes;
    let events = 0;
    for (const slice of slices) {
      const itsBytes = bytesOf(slice);
      if (bytes <= bytesMax || itsBytes === 0) continue;
      events += await this.database.write(async (uow) => {
        const isLast = itsBytes === bytes;
        const lost = isLast ? await logSlices.cut(uow, slice, bytesMax) : await logSlices.remove(uow, slice);
        await logLosses.add(uow, 'no-room', { events: lost });
        return lost;
      });
      bytes -= itsBytes;
    }
    this.log.warn('logs were forgotten before their time: there are more than TOLLGATE_LOGS_MAX_MB', {
      events,
      bytes: allBytes,
      bytesMax,
    });
  }
}

/** So that there are some two hundred partitions, or 365, whatever is kept. */
function hoursOfSlice(keepHours: number): 1 | 6 | 24 {
  if (keepHours <= 200) return 1;
  return keepHours <= 1200 ? 6 : 24;
}
