import { explain, type Decision, type PoliciesTogether, type PolicyRequest } from '#libs/iam-policy';
import type { Routed } from '../invocation/invocation.js';

/** Of those that would allow; explaining costs more than deciding. */
const statementsMax = 10;

/**
 * For the log of an API that tells reasons: what of each allowing statement did not match when none did, by
 * the names of its elements, since what a request has there is the caller's. Null when there is nothing to
 * add: a statement that denies is named anyway.
 */
export function comparePolicies(
  { stage }: Routed,
  { effect }: Decision,
  { identity, session, resource }: PoliciesTogether,
  request: PolicyRequest,
): (() => string) | null {
  if (effect !== 'implicitDeny' || !stage.document.tellsReasons) return null;
  const policies = [...identity, ...(session ?? []), ...(resource ? [resource] : [])];
  return () => {
    let left = statementsMax;
    const first = policies.map(({ statements, ...policy }) => {
      const allowing = statements.filter(({ source }) => source.effect === 'Allow').slice(0, left);
      left -= allowing.length;
      return { ...policy, statements: allowing };
    });
    const compared = explain(first, request).statements.map(({ statement, mismatches }) => {
      const { policy, sid, index } = statement;
      const which = `statement ${index + 1}${sid === undefined ? '' : ` (${sid})`} of ${policy}`;
      const names = mismatches.map(({ element, key }) => (key === undefined ? element : `${element} ${key}`));
      return `${which}: ${names.length === 0 ? 'matches' : `${names.join(', ')} does not match`}`;
    });
    return compared.length === 0 ? 'there is no statement that allows' : compared.join('; ');
  };
}
