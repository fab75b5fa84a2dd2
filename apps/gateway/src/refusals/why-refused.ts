import type { Decision } from '#libs/iam-policy';

/** What the operator reads of a policy's decision. */
export function whyRefused(decision: Decision): string {
  return decision.effect === 'explicitDeny'
    ? whichStatement(decision)
    : `no statement allows it (${decision.silent})`;
}

function whichStatement({ statement, outOfWork }: Decision): string {
  if (statement === undefined) return 'denied';
  const { policy, sid, index } = statement;
  const which = `statement ${index + 1}${sid === undefined ? '' : ` (${sid})`} of ${policy}`;
  return outOfWork ? `too much to compare, at ${which}` : `${which} denies it`;
}
