import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  type APIGatewayClient,
  type ThrottleSettings,
} from '@aws-sdk/client-api-gateway';
import { createApi, deploy, putMockMethod } from '../../support/definitions.js';

/** A key, its plan, and what GetUsage says of them. */
export interface MeteredKey {
  readonly value: string;
  readonly keyId: string;
  readonly usagePlanId: string;
  /** Used and remaining today. */
  usedToday(): Promise<readonly number[]>;
}

export interface MeteredApi {
  readonly path: string;
  /** One key under a plan of its own, with a quota per month, or without. */
  addKey(quotaLimit: number | null, throttle?: ThrottleSettings): Promise<MeteredKey>;
}

/** An API whose only method responds by itself and asks for a key. */
export async function createMeteredApi(client: APIGatewayClient): Promise<MeteredApi> {
  const { restApiId, rootId } = await createApi(client, 'metered');
  await putMockMethod(client, { restApiId, resourceId: rootId, apiKeyRequired: true, body: 'ok' });
  await deploy(client, restApiId, 'dev');
  return {
    path: `/_aws/execute-api/${restApiId}/dev/`,
    // The throttle is never reached unless a test gives its own; it is there so that requests draw tokens,
    // from Redis where there is one.
    async addKey(quotaLimit, throttle = { rateLimit: 50_000, burstLimit: 20_000 }) {
      const plan = await client.send(
        new CreateUsagePlanCommand({
          name: 'metered',
          apiStages: [{ apiId: restApiId, stage: 'dev' }],
          throttle,
          ...(quotaLimit === null ? {} : { quota: { limit: quotaLimit, period: 'MONTH' } }),
        }),
      );
      const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
      const [usagePlanId, keyId] = [plan.id ?? '', key.id ?? ''];
      await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
      return {
        value: key.value ?? '',
        keyId,
        usagePlanId,
        async usedToday() {
          const startDate = new Date().toISOString().slice(0, 10);
          const usage = await client.send(
            new GetUsageCommand({ usagePlanId, keyId, startDate, endDate: startDate }),
          );
          return usage.items?.[keyId]?.[0] ?? [];
        },
      };
    },
  };
}
