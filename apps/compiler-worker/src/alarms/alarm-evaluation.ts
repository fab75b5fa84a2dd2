import {
  alarms,
  DatabaseUnavailableError,
  type Alarm,
  type Database,
  type UnitOfWork,
} from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { inParts } from '../upkeep/in-parts.js';
import type { UpkeepRound } from '../upkeep/upkeep.js';
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

/**
 * Evaluates each alarm once a minute, whatever the number of workers: whoever evaluates an alarm has it
 * locked and writes down the minute together with what came of it, the notifications too.
 */
export function alarmEvaluation(database: Database, log: Pick<Logger, 'error'>): UpkeepRound {
  return {
    name: 'alarms',
    everyMs,
    run: async (nowMs, stopping) => {
      const upToMs = Math.floor((nowMs - settleMs) / minuteMs) * minuteMs;
      const evaluate = (lock: (uow: UnitOfWork) => Promise<readonly Alarm[]>): Promise<number> =>
        database.write(async (uow) => evaluateLocked(uow, await lock(uow), upToMs, nowMs));
      try {
        await inParts(evaluatedAtOnce, stopping, (atMost) =>
          evaluate((uow) => alarms.lockDue(uow, upToMs, atMost)),
        );
      } catch (error) {
        if (error instanceof DatabaseUnavailableError) throw error;
        // One by one: one that cannot be evaluated does not keep the others from it.
        for (const one of await database.read((uow) => alarms.due(uow, upToMs))) {
          if (stopping.aborted) return;
          await evaluate((uow) => alarms.lockOneDue(uow, one, upToMs)).catch((failure: unknown) =>
            log.error('an alarm cannot be evaluated', { alarmName: one.name, error: failure }),
          );
        }
      }
    },
  };
}

async function evaluateLocked(
  uow: UnitOfWork,
  due: readonly Alarm[],
  upToMs: number,
  nowMs: number,
): Promise<number> {
  if (due.length === 0) return 0;
  for (const alarm of due) await evaluateStoredAlarm(uow, alarm, upToMs, nowMs);
  await alarms.markEvaluated(uow, due, upToMs);
  return due.length;
}
