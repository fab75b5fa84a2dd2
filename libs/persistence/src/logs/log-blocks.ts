import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { logLosses } from './log-losses.js';
import type { PreparedLogBlock, PreparedLogs } from './prepare-log-blocks.js';

/** Blocks of log events, which are only ever added, and forgotten by the worker. */
export const logBlocks = { add };

/**
 * Adds what was prepared at a moment. Groups and streams that are not there come into being. Readers see it
 * when the transaction commits.
 */
async function add(uow: UnitOfWork, { blocks, tooNew }: PreparedLogs, nowMs: number): Promise<void> {
  if (tooNew > 0) await logLosses.add(uow, 'too-new', { events: tooNew });
  if (blocks.length === 0) return;
  const groupIds = await makeGroups(uow, blocks, nowMs);
  const streamIds = await makeStreams(uow, blocks, groupIds, nowMs);
  for (const block of blocks) {
    const groupId = groupIds.get(groupKey(block))!;
    await query(
      uow,
      `INSERT INTO log_blocks (group_id, first_ms, last_ms, ingested_ms, events, stream_ids, body)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        groupId,
        block.firstMs,
        block.lastMs,
        nowMs,
        block.events,
        block.streams.map(({ name }) => streamIds.get(`${groupId} ${name}`)),
        block.body,
      ],
    );
  }
}

/** How often a group that others remove at the same time is made again. */
const makingsMax = 5;

/** The ids of the blocks' groups, which nobody removes until the transaction ends. */
async function makeGroups(
  uow: UnitOfWork,
  blocks: readonly PreparedLogBlock[],
  nowMs: number,
): Promise<Map<string, string>> {
  const groups = [...new Map(blocks.map((block) => [groupKey(block), block])).values()];
  const names = [
    groups.map(({ accountId }) => accountId),
    groups.map(({ region }) => region),
    groups.map(({ group }) => group),
  ];
  const find = () =>
    query<{ id: string; account_id: string; region: string; name: string }>(
      uow,
      `SELECT id, account_id, region, name FROM log_groups
        WHERE (account_id, region, name) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))
        ORDER BY id FOR KEY SHARE`,
      names,
    );
  let rows = await find();
  for (let making = 1; rows.length < groups.length; making++) {
    if (making > makingsMax) throw new Error('a log group is removed as often as it is made');
    await query(
      uow,
      `INSERT INTO log_groups (account_id, region, name, created_at_ms)
       SELECT *, $4::bigint FROM unnest($1::text[], $2::text[], $3::text[]) ORDER BY 1, 2, 3
       ON CONFLICT (account_id, region, name) DO NOTHING`,
      [...names, nowMs],
    );
    rows = await find();
  }
  return new Map(
    rows.map((row) => [groupKey({ accountId: row.account_id, region: row.region, group: row.name }), row.id]),
  );
}

/** The ids of the blocks' streams, by group and name; when their events were is written down. */
async function makeStreams(
  uow: UnitOfWork,
  blocks: readonly PreparedLogBlock[],
  groupIds: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<Map<string, string>> {
  const streams = new Map<string, StreamTimes>();
  for (const block of blocks) {
    const groupId = groupIds.get(groupKey(block))!;
    for (const { name, firstMs, lastMs } of block.streams) {
      const key = `${groupId} ${name}`;
      const { firstMs: first, lastMs: last } = streams.get(key) ?? { firstMs, lastMs };
      const times = { firstMs: Math.min(first, firstMs), lastMs: Math.max(last, lastMs) };
      streams.set(key, { groupId, name, ...times });
    }
  }
  const all = [...streams.values()];
  // In one order, so that transactions that write the same streams do not wait for each other in a circle.
  const rows = await query<{ id: string; group_id: string; name: string }>(
    uow,
    `INSERT INTO log_streams AS known (group_id, name, first_event_ms, last_event_ms, created_at_ms, last_ingestion_ms)
     SELECT *, $5::bigint, $5::bigint FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) ORDER BY 1, 2
     ON CONFLICT (group_id, name) DO UPDATE
        SET first_event_ms = LEAST(known.first_event_ms, excluded.first_event_ms),
            last_event_ms = GREATEST(known.last_event_ms, excluded.last_event_ms),
            last_ingestion_ms = excluded.last_ingestion_ms
     RETURNING id, group_id, name`,
    [
      all.map(({ groupId }) => groupId),
      all.map(({ name }) => name),
      all.map(({ firstMs }) => firstMs),
      all.map(({ lastMs }) => lastMs),
      nowMs,
    ],
  );
  return new Map(rows.map(({ id, group_id, name }) => [`${group_id} ${name}`, id]));
}

const groupKey = ({ accountId, region, group }: Pick<PreparedLogBlock, 'accountId' | 'region' | 'group'>) =>
  `${accountId} ${region} ${group}`;

interface StreamTimes {
  readonly groupId: string;
  readonly name: string;
  readonly firstMs: number;
  readonly lastMs: number;
}
