import type { Owner, Stage } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** A guarded canary with the settings that it has now; other settings are another trial. */
export interface CanaryTrial {
  readonly id: number;
  readonly owner: Owner;
  readonly restApiId: string;
  readonly stageName: string;
  /** When every gateway had begun to report on it, or it was begun anew; null before that. */
  readonly startedAtMs: number | null;
}

/** What makes one trial of a canary: both deployments and their variables, and how many requests it gets. */
export type TrialSettings = Pick<Stage, 'stageName' | 'deploymentId' | 'variables' | 'canarySettings'>;

/**
 * Trials of guarded canaries: kept where stages are published, since gateways count by their numbers; taken
 * further by who guards. They end with their stages.
 */
export const canaryTrials = { keep, list, find, isCurrent, start };

const settingsOf = ({ deploymentId, variables, canarySettings }: Omit<TrialSettings, 'stageName'>): string =>
  JSON.stringify([deploymentId, variables, canarySettings]);

/**
 * The number of each stage's trial, by the stage's name. Those of a RestApi whose canary is guarded no
 * longer, or has other settings, end with all that was counted of them.
 */
async function keep(
  uow: UnitOfWork,
  restApiId: string,
  guarded: readonly TrialSettings[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = [
    restApiId,
    guarded.map(({ stageName }) => stageName),
    guarded.map((settings) => settingsOf(settings)),
  ];
  await query(
    uow,
    `DELETE FROM canary_trials t WHERE t.rest_api_id = $1 AND NOT EXISTS (
       SELECT FROM unnest($2::text[], $3::jsonb[]) AS n (stage_name, settings)
        WHERE (n.stage_name, n.settings) = (t.stage_name, t.settings))`,
    wanted,
  );
  if (guarded.length === 0) return new Map();
  await query(
    uow,
    `INSERT INTO canary_trials (rest_api_id, stage_name, settings)
     SELECT s.rest_api_id, s.stage_name, n.settings
       FROM unnest($2::text[], $3::jsonb[]) AS n (stage_name, settings)
       JOIN stages s ON (s.rest_api_id, s.stage_name) = ($1, n.stage_name)
         ON CONFLICT DO NOTHING`,
    wanted,
  );
  const rows = await query<{ id: string; stageName: string }>(
    uow,
    'SELECT id, stage_name AS "stageName" FROM canary_trials WHERE rest_api_id = $1',
    [restApiId],
  );
  return new Map(rows.map(({ id, stageName }) => [stageName, Number(id)]));
}

interface TrialRow {
  readonly id: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly startedAt: Date | null;
  readonly accountId: string;
  readonly region: string;
}

const selected = `SELECT t.id, t.rest_api_id AS "restApiId", t.stage_name AS "stageName", t.started_at AS "startedAt",
  a.account_id AS "accountId", a.region FROM canary_trials t JOIN rest_apis a ON a.id = t.rest_api_id`;

/** All, in the order in which they were made. */
async function list(uow: UnitOfWork): Promise<CanaryTrial[]> {
  return (await query<TrialRow>(uow, `${selected} ORDER BY t.id`, [])).map(toTrial);
}

async function find(uow: UnitOfWork, restApiId: string, stageName: string): Promise<CanaryTrial | undefined> {
  const where = 'WHERE t.rest_api_id = $1 AND t.stage_name = $2';
  return (await query<TrialRow>(uow, `${selected} ${where}`, [restApiId, stageName])).map(toTrial)[0];
}

/** Whether it is still there, and the stage has its settings. Under the RestApi's lock it stays so. */
async function isCurrent(uow: UnitOfWork, id: number, stage: TrialSettings): Promise<boolean> {
  const rows = await query(
    uow,
    'SELECT FROM canary_trials WHERE id = $1 AND stage_name = $2 AND settings = $3::jsonb',
    [id, stage.stageName, settingsOf(stage)],
  );
  return rows.length > 0;
}

/** It has run since then. */
async function start(uow: UnitOfWork, id: number, atMs: number): Promise<void> {
  await query(uow, 'UPDATE canary_trials SET started_at = $2 WHERE id = $1', [id, new Date(atMs)]);
}

const toTrial = ({ id, startedAt, accountId, region, ...row }: TrialRow): CanaryTrial => ({
  ...row,
  id: Number(id),
  owner: { accountId, region },
  startedAtMs: startedAt?.getTime() ?? null,
});
