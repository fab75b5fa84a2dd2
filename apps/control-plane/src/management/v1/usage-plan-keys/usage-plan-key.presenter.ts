import type { ApiKey } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** A key of a plan as AWS shows it, always with its value (recorded: usage plans). */
export const presentUsagePlanKey = ({ id, name }: ApiKey, value: string): v1.UsagePlanKey => ({
  id,
  type: 'API_KEY',
  value,
  name: name ?? undefined,
});
