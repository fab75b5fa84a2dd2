import type { Account } from '#libs/api-definition';
import type { Account as WireAccount } from '#libs/aws-wire';

export function presentAccount(account: Account): WireAccount {
  const { rateLimit, burstLimit } = account.throttleSettings;
  return {
    ...(account.cloudwatchRoleArn !== null && { cloudwatchRoleArn: account.cloudwatchRoleArn }),
    throttleSettings: {
      ...(burstLimit !== null && { burstLimit }),
      ...(rateLimit !== null && { rateLimit }),
    },
    features: [...account.features],
    apiKeyVersion: account.apiKeyVersion,
  };
}
