import type { Account } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

export function presentAccount(account: Account): v1.Account {
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
