import { badRequest, fail, ok, type Result } from '../domain-error.js';
import type { Owner } from '../owner.js';
import { perPath } from '../patch/refusal-styles.js';
import type { PatchTable } from '../patch/patch-table.js';
import type { ThrottleSettings } from '../access/usage-plans/usage-plan.js';

/** Settings of an account in a region; one exists for every owner as soon as it is asked for. */
export interface Account {
  readonly owner: Owner;
  /** Null where somebody took it away. */
  readonly cloudwatchRoleArn: string | null;
  readonly throttleSettings: ThrottleSettings;
  readonly features: readonly string[];
  readonly apiKeyVersion: string;
}

/** AWS's numbers for a new account (API reference: Account). */
export const defaultAccountThrottle: ThrottleSettings = { rateLimit: 10_000, burstLimit: 5_000 };

/**
 * The role that logs are written with until another is set. At AWS an account has none before somebody makes
 * one; here nobody needs to, since logs are written to the installation itself.
 */
export const defaultLogsRoleArn = ({ accountId }: Owner): string =>
  `arn:aws:iam::${accountId}:role/tollgate-logs`;

/**
 * The settings of an account that nobody has changed (API reference: GetAccount of a present-day account).
 */
export const newAccount = (owner: Owner): Account => ({
  owner,
  cloudwatchRoleArn: defaultLogsRoleArn(owner),
  throttleSettings: defaultAccountThrottle,
  features: ['UsagePlans'],
  apiKeyVersion: '4',
});

/**
 * What UpdateAccount may change (patch operations reference: Account). `/throttleSettings` is ours: AWS
 * raises these limits by a support case, and an installation has nobody to send one to. Without a role no log
 * of the account is written, whatever its stages have set.
 */
export const accountPatch: PatchTable<Account> = {
  refuse: perPath,
  rules: [
    { path: '/cloudwatchRoleArn', ops: { replace: (draft, { value }) => withRole(draft, value) } },
    {
      path: '/features',
      ops: {
        // Present-day accounts have it already; migrating twice is no error.
        add: (draft, { value }) =>
          value === 'UsagePlans'
            ? ok({ ...draft, features: [...new Set([...draft.features, value])] })
            : fail(badRequest('Invalid feature specified. Must be one of: [UsagePlans]')),
      },
    },
    {
      path: '/throttleSettings/rateLimit',
      ops: { replace: (draft, { value }) => withThrottle(draft, 'rateLimit', value, /^\d+(\.\d+)?$/) },
    },
    {
      path: '/throttleSettings/burstLimit',
      ops: { replace: (draft, { value }) => withThrottle(draft, 'burstLimit', value, /^\d+$/) },
    },
  ],
};

function withRole(draft: Account, value: string | null): Result<Account> {
  if (!value) return ok({ ...draft, cloudwatchRoleArn: null });
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/.{1,512}$/s.test(value)) {
    return fail(badRequest('Invalid ARN specified in the request'));
  }
  return ok({ ...draft, cloudwatchRoleArn: value });
}

function withThrottle(
  draft: Account,
  member: keyof ThrottleSettings,
  value: string | null,
  pattern: RegExp,
): Result<Account> {
  if (value === null || value.length > 15 || !pattern.test(value)) {
    return fail(badRequest(`Invalid ${member} specified: ${value}`));
  }
  return ok({ ...draft, throttleSettings: { ...draft.throttleSettings, [member]: Number(value) } });
}
