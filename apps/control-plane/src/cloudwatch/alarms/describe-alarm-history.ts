import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import {
  alarmHistory,
  type AlarmHistoryType,
  type HistoryPosition,
  type UnitOfWork,
} from '#libs/persistence';
import { invalidNextToken, type CloudWatchResult } from '../cloudwatch-error.js';
import { nextToken, readNextToken } from '../next-token.js';

const pageSize = 100;
const types: readonly AlarmHistoryType[] = ['ConfigurationUpdate', 'StateUpdate', 'Action'];

/** The latest first, unless asked otherwise. Alarms that are gone have their history. */
export async function describeAlarmHistory(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudwatch.DescribeAlarmHistoryInput,
): Promise<CloudWatchResult<cloudwatch.DescribeAlarmHistoryOutput>> {
  const { NextToken, ...question } = input;
  const { AlarmTypes, HistoryItemType, MaxRecords = pageSize } = input;
  const position = readNextToken(question, NextToken);
  if (!position.ok) return position;
  const after = placeOf(position.value);
  if (!after.ok) return after;
  const type = types.find((one) => one === HistoryItemType) ?? null;
  const isOfOthers =
    (AlarmTypes && AlarmTypes.length > 0 && !AlarmTypes.includes('MetricAlarm')) ||
    (HistoryItemType !== undefined && type === null) ||
    input.AlarmContributorId !== undefined;
  if (isOfOthers) return ok({ AlarmHistoryItems: [] });
  const filter = {
    alarmName: input.AlarmName ?? null,
    type,
    fromMs: input.StartDate?.getTime() ?? null,
    toMs: input.EndDate?.getTime() ?? null,
  };
  const found = await alarmHistory.list(uow, owner, filter, {
    after: after.value,
    count: MaxRecords + 1,
    isAscending: input.ScanBy === 'TimestampAscending',
  });
  const page = found.slice(0, MaxRecords);
  const last = page.at(-1);
  return ok({
    AlarmHistoryItems: page.map((item) => ({
      AlarmName: item.alarmName,
      AlarmType: 'MetricAlarm',
      Timestamp: new Date(item.atMs),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...(found.length > MaxRecords &&
      last && { NextToken: nextToken(question, [String(last.atMs), last.id]) }),
  });
}

/** The entry that the page before has ended with. */
function placeOf(position: readonly string[] | null): CloudWatchResult<HistoryPosition | null> {
  if (position === null) return ok(null);
  const [atMs = '', id = ''] = position;
  return /^\d{1,15}$/.test(atMs) && /^\d{1,18}$/.test(id)
    ? ok({ atMs: Number(atMs), id })
    : invalidNextToken('The specified nextToken is not valid.');
}
