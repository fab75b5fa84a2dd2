import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { Complain } from './complain.js';

const role = /^arn:aws[a-z-]*:iam::[^:]+:(?:role\/|\$\{stageVariables\.)/;
const caller = /^arn:aws[a-z-]*:iam::[^:]*:user\//;

/**
 * The role that an AWS service is called as; null when none is named. `arn:aws:iam::*:user/*` asks for the
 * caller's own identity (guide page "Integration types"), which no gateway has, and calling as anybody else
 * might do what the caller may not.
 */
export function compileCredentials(credentials: string | null, complain: Complain): UriTemplate | null {
  if (credentials === null || credentials === '') return null;
  if (caller.test(credentials)) {
    complain('caller-credentials-not-served', `the service cannot be called as the caller (${credentials})`);
    return null;
  }
  const parsed = parseUriTemplate(credentials);
  if (parsed.ok && role.test(credentials)) return parsed.template;
  complain('bad-integration', `the credentials ${credentials} are no ARN of a role`);
  return null;
}
