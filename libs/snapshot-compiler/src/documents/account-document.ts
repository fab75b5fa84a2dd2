import { defaultAccountThrottle, type Account } from '#libs/api-definition';
import { documentNames, sealDocument, type SealedDocument } from '#libs/snapshot-format';

/** The document of an account in a region: its throttle over everything, and whether it has logs. */
export function accountDocument({ owner, throttleSettings, cloudwatchRoleArn }: Account): SealedDocument {
  return sealDocument('account', documentNames.account(owner.accountId, owner.region), {
    accountId: owner.accountId,
    region: owner.region,
    throttle: {
      ratePerSecond: throttleSettings.rateLimit ?? defaultAccountThrottle.rateLimit ?? 10_000,
      burst: throttleSettings.burstLimit ?? defaultAccountThrottle.burstLimit ?? 5_000,
    },
    ...(cloudwatchRoleArn === null && { withoutLogsRole: true }),
  });
}
