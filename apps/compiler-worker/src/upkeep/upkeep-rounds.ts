import type { Database } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { alarmEvaluation } from '../alarms/alarm-evaluation.js';
import type { CompilerWorkerConfig } from '../config.js';
import { guardRound } from '../canaries/guard-round.js';
import { alarmHistoryRound } from './alarm-history-round.js';
import { auditRounds } from './audit-rounds.js';
import { capturesRound } from './captures-round.js';
import { deniedIdentitiesRound } from './denied-identities-round.js';
import { explanationsRound } from './explanations-round.js';
import { logsRound } from './logs-round.js';
import { meteringRound } from './metering-round.js';
import { metricsRound } from './metrics-round.js';
import { openEndpointsRound } from './open-endpoints-round.js';
import { truststoresRound } from './truststores-round.js';
import type { UpkeepRound } from './upkeep.js';

/** What every worker does again and again, beside its jobs. */
export function upkeepRounds(
  database: Database,
  config: CompilerWorkerConfig,
  log: Logger,
): readonly UpkeepRound[] {
  return [
    alarmEvaluation(database, log),
    alarmHistoryRound(database),
    ...auditRounds(database, config),
    capturesRound(database),
    deniedIdentitiesRound(database),
    explanationsRound(database),
    guardRound(database, log),
    logsRound(database, config, log),
    meteringRound(database, config, log),
    metricsRound(database, log),
    openEndpointsRound(database, log),
    truststoresRound(database, config, log),
  ];
}
