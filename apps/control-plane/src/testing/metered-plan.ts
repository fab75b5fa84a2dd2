import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  type QuotaSettings,
} from '@aws-sdk/client-api-gateway';
import type { TestControlPlane } from './start-control-plane.js';

/** A usage plan with one key in it, made through the management API. */
export interface MeteredPlan {
  readonly usagePlanId: string;
  readonly keyId: string;
}

/** Makes one; without `quota` the plan has none. */
export async function createMeteredPlan(
  plane: TestControlPlane,
  quota?: QuotaSettings,
): Promise<MeteredPlan> {
  const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'metered', quota }));
  const key = await plane.client.send(new CreateApiKeyCommand({ enabled: true }));
  const [usagePlanId, keyId] = [plan.id ?? '', key.id ?? ''];
  await plane.client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  return { usagePlanId, keyId };
}
