import type { Authorizer } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** An Authorizer as AWS shows it: what was not given, the TTL included, is absent (recorded: authorizers). */
export function presentAuthorizer({
  restApiId: _restApiId,
  providerARNs,
  ...authorizer
}: Authorizer): v1.Authorizer {
  const given = Object.entries(authorizer).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), ...(providerARNs !== null && { providerARNs: [...providerARNs] }) };
}
