import { alarmHistory, type Database } from '#libs/persistence';
import type { UpkeepRound } from './upkeep.js';

const hourMs = 3_600_000;
/** As long as AWS keeps it (API reference: DescribeAlarmHistory). */
const keptMs = 30 * 24 * hourMs;

/** Forgets what alarms did a month ago. */
export function alarmHistoryRound(database: Database): UpkeepRound {
  return {
    name: 'the history of alarms',
    everyMs: hourMs,
    run: async (nowMs) => {
      await database.write((uow) => alarmHistory.forgetBefore(uow, nowMs - keptMs));
    },
  };
}
