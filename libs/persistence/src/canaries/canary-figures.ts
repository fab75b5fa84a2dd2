import type { ReleaseFigures, ServingGateway } from '#libs/canary-guard';
import { decodeSketch, encodeSketch, LatencySketch } from '#libs/metrics';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** What one side of a trial has served. */
export interface TrialFigures {
  readonly trialId: number;
  readonly side: 'base' | 'canary';
  readonly figures: ReleaseFigures;
}

/** A gateway has said all that it has served up to so many milliseconds ago. */
export interface TrialReport {
  readonly trialIds: readonly number[];
  /** Of these the trials that it serves no more, since it stops. */
  readonly leftIds?: readonly number[];
  readonly gatewayId: string;
  readonly agoMs: number;
}

/** What canaries and their bases have served in their trials, and which gateways have said so. */
export const canaryFigures = { add, report, read, gateways, clear };

interface FiguresRow {
  readonly trialId: string;
  readonly side: TrialFigures['side'];
  readonly requests: string;
  readonly clientErrors: string;
  readonly serverErrors: string;
  readonly latencies: Buffer;
}

const columns = `trial_id AS "trialId", side, requests, client_errors AS "clientErrors",
  server_errors AS "serverErrors", latencies`;

/** Adds to what is known of trials, each side of one once. Of trials that have ended nothing is kept. */
async function add(uow: UnitOfWork, added: readonly TrialFigures[]): Promise<void> {
  if (added.length === 0) return;
  const sorted = added.toSorted((a, b) => a.trialId - b.trialId || (a.side < b.side ? -1 : 1));
  const ids = sorted.map(({ trialId }) => trialId);
  const sides = sorted.map(({ side }) => side);
  const none = encodeSketch(new LatencySketch());
  await query(
    uow,
    `INSERT INTO canary_trial_figures (trial_id, side, requests, client_errors, server_errors, latencies)
     SELECT t.id, n.side, 0, 0, 0, $3 FROM unnest($1::bigint[], $2::text[]) AS n (trial_id, side)
       JOIN canary_trials t ON t.id = n.trial_id ORDER BY t.id, n.side
         ON CONFLICT DO NOTHING`,
    [ids, sides, none],
  );
  // Gateways that report at once wait here for one another, all in the same order.
  const stored = await query<FiguresRow>(
    uow,
    `SELECT ${columns} FROM canary_trial_figures
      WHERE (trial_id, side) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))
      ORDER BY trial_id, side FOR UPDATE`,
    [ids, sides],
  );
  const byName = new Map(sorted.map((one) => [`${one.trialId} ${one.side}`, one.figures]));
  const sums = stored.map((row) => {
    const figures = sum(toFigures(row), byName.get(`${row.trialId} ${row.side}`)!);
    return { trialId: Number(row.trialId), side: row.side, figures };
  });
  await query(
    uow,
    `UPDATE canary_trial_figures f
        SET requests = n.requests, client_errors = n.client_errors, server_errors = n.server_errors, latencies = n.latencies
       FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[])
         AS n (trial_id, side, requests, client_errors, server_errors, latencies)
      WHERE (f.trial_id, f.side) = (n.trial_id, n.side)`,
    [
      sums.map(({ trialId }) => trialId),
      sums.map(({ side }) => side),
      sums.map(({ figures }) => figures.requests),
      sums.map(({ figures }) => figures.clientErrors),
      sums.map(({ figures }) => figures.serverErrors),
      sums.map(({ figures }) => encodeSketch(figures.latency)),
    ],
  );
}

/** Writes down how far a gateway has come with trials. */
async function report(
  uow: UnitOfWork,
  { trialIds, leftIds = [], gatewayId, agoMs }: TrialReport,
): Promise<void> {
  if (trialIds.length === 0) return;
  await query(
    uow,
    `INSERT INTO canary_trial_reports AS r (trial_id, gateway_id, reported_up_to, has_left)
     SELECT t.id, $2, clock_timestamp() - $3 * interval '1 millisecond', t.id = ANY ($4::bigint[])
       FROM canary_trials t WHERE t.id = ANY ($1::bigint[]) ORDER BY t.id
         ON CONFLICT (trial_id, gateway_id)
         DO UPDATE SET reported_up_to = greatest(r.reported_up_to, excluded.reported_up_to), has_left = excluded.has_left`,
    [trialIds, gatewayId, agoMs, leftIds],
  );
}

/** Both sides as they are known. */
async function read(
  uow: UnitOfWork,
  trialId: number,
): Promise<{ readonly canary: ReleaseFigures; readonly base: ReleaseFigures }> {
  const rows = await query<FiguresRow>(
    uow,
    `SELECT ${columns} FROM canary_trial_figures WHERE trial_id = $1`,
    [trialId],
  );
  const of = (wanted: TrialFigures['side']): ReleaseFigures => {
    const row = rows.find(({ side }) => side === wanted);
    return row ? toFigures(row) : nothing();
  };
  return { canary: of('canary'), base: of('base') };
}

/** The gateways that there are, with how far they have come with a trial; and what time it is. */
async function gateways(
  uow: UnitOfWork,
  trialId: number,
): Promise<{ readonly gateways: readonly ServingGateway[]; readonly nowMs: number }> {
  const rows = await query<{
    gatewayId: string;
    connected: boolean;
    lastSeenAt: Date;
    reportedUpTo: Date | null;
    hasLeft: boolean;
  }>(
    uow,
    `SELECT g.id AS "gatewayId", g.connected, g.last_seen_at AS "lastSeenAt", r.reported_up_to AS "reportedUpTo",
            coalesce(r.has_left, false) AS "hasLeft"
       FROM gateways g LEFT JOIN canary_trial_reports r ON r.gateway_id = g.id AND r.trial_id = $1
      WHERE g.connected OR g.last_seen_at > now() - interval '1 hour' ORDER BY g.id COLLATE "C"`,
    [trialId],
  );
  const [clock] = await query<{ now: Date }>(uow, 'SELECT clock_timestamp() AS now', []);
  return {
    nowMs: clock!.now.getTime(),
    gateways: rows.map(({ lastSeenAt, reportedUpTo, ...gateway }) => ({
      ...gateway,
      lastSeenAtMs: lastSeenAt.getTime(),
      reportedUpToMs: reportedUpTo?.getTime() ?? null,
    })),
  };
}

/** Forgets what was counted, so that it is counted anew. */
async function clear(uow: UnitOfWork, trialId: number): Promise<void> {
  await query(uow, 'DELETE FROM canary_trial_figures WHERE trial_id = $1', [trialId]);
}

const nothing = (): ReleaseFigures => ({
  requests: 0,
  clientErrors: 0,
  serverErrors: 0,
  latency: new LatencySketch(),
});

function sum(a: ReleaseFigures, b: ReleaseFigures): ReleaseFigures {
  const latency = new LatencySketch();
  latency.merge(a.latency);
  latency.merge(b.latency);
  return {
    requests: a.requests + b.requests,
    clientErrors: a.clientErrors + b.clientErrors,
    serverErrors: a.serverErrors + b.serverErrors,
    latency,
  };
}

function toFigures({ requests, clientErrors, serverErrors, latencies }: FiguresRow): ReleaseFigures {
  const latency = decodeSketch(latencies);
  if (!latency.ok) throw new Error(`stored latencies of a canary cannot be read: ${latency.problem}`);
  return {
    requests: Number(requests),
    clientErrors: Number(clientErrors),
    serverErrors: Number(serverErrors),
    latency: latency.value,
  };
}
