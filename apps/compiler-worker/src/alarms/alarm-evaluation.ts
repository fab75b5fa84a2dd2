import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  alarmHistory,
  alarms,
  DatabaseUnavailableError,
  type Alarm,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { DATABASE, LOGGER } from '../tokens.js';
import { UpkeepTimer } from '../upkeep-timer.js';
import { evaluateStoredAlarm } from './evaluate-stored-alarm.js';

const minuteMs = 60_000;
/**
 * A minute is judged so long after its end: gateways report every ten seconds, and are heard within twenty.
 */
const settleMs = 25_000;
/** How soon an alarm that was just put is evaluated. */
const everyMs = 2_000;
/** Of one transaction. */
const evaluatedAtOnce = 20;
/** History is kept as long as AWS keeps it (API reference: DescribeAlarmHistory). */
const historyKeptMs = 30 * 24 * 60 * minuteMs;

/**
 * Evaluates each alarm once a minute, whatever the number of workers: whoever evaluates an alarm has it
 * locked and writes down the minute together with what came of it, the notifications too.
 */
@Injectable()
export class AlarmEvaluation implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timer: UpkeepTimer;
  private forgotAtMs = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.timer = new UpkeepTimer(
      (nowMs) => this.round(nowMs),
      (error) => log.warn('alarms could not be evaluated; it is tried again', { error }),
      everyMs,
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
    const upToMs = Math.floor((nowMs - settleMs) / minuteMs) * minuteMs;
    try {
      let evaluated = evaluatedAtOnce;
      while (evaluated === evaluatedAtOnce && !this.timer.stopped) {
        evaluated = await this.evaluate(upToMs, nowMs, (uow) => alarms.lockDue(uow, upToMs, evaluatedAtOnce));
      }
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      await this.evaluateOneByOne(upToMs, nowMs);
    }
    if (nowMs - this.forgotAtMs < 60 * minuteMs) return;
    this.forgotAtMs = nowMs;
    await this.database.write((uow) => alarmHistory.forgetBefore(uow, nowMs - historyKeptMs));
  }

  /** One that cannot be evaluated does not keep the others from it. */
  private async evaluateOneByOne(upToMs: number, nowMs: number): Promise<void> {
    for (const one of await this.database.read((uow) => alarms.due(uow, upToMs))) {
      if (this.timer.stopped) return;
      await this.evaluate(upToMs, nowMs, (uow) => alarms.lockOneDue(uow, one, upToMs)).catch(
        (error: unknown) => this.log.error('an alarm cannot be evaluated', { alarmName: one.name, error }),
      );
    }
  }

  private evaluate(
    upToMs: number,
    nowMs: number,
    lock: (uow: UnitOfWork) => Promise<readonly Alarm[]>,
  ): Promise<number> {
    return this.database.write(async (uow) => {
      const due = await lock(uow);
      if (due.length === 0) return 0;
      for (const alarm of due) await evaluateStoredAlarm(uow, alarm, upToMs, nowMs);
      await alarms.markEvaluated(uow, due, upToMs);
      return due.length;
    });
  }
}
