import { readLogDestination } from '#libs/access-log-format';
import { badRequest } from '../../domain-error.js';
import { everyMethod } from './method-settings.js';
import type { Stage } from './stage.js';

/** An account without a role for CloudWatch Logs starts no log (public reports of AWS's text). */
export const logsRoleMissing = badRequest(
  'CloudWatch Logs role ARN must be set in account settings to enable logging',
);

/**
 * Whether a change starts a log that needs the account's role: an execution log, or an access log in a log
 * group (a Firehose stream needs none). What was on before may stay, and go on changing.
 */
export function startsLog(before: Stage, after: Stage): boolean {
  return startsAccessLog(before, after) || startsExecutionLog(before, after);
}

function startsAccessLog(before: Stage, { accessLogSettings }: Stage): boolean {
  const arn = accessLogSettings?.destinationArn ?? null;
  if (arn === null || arn === before.accessLogSettings?.destinationArn) return false;
  const destination = readLogDestination(arn);
  return 'kind' in destination && destination.kind === 'log-group';
}

/** A new entry takes over what every method had. */
function startsExecutionLog(before: Stage, after: Stage): boolean {
  const levelBefore = (key: string): string | null =>
    (before.methodSettings[key] ?? before.methodSettings[everyMethod])?.loggingLevel ?? null;
  return Object.entries(after.methodSettings).some(
    ([key, { loggingLevel }]) => isOn(loggingLevel) && loggingLevel !== levelBefore(key),
  );
}

const isOn = (level: string | null): boolean => level !== null && level !== 'OFF';
