import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  type APIGatewayClient,
  type ThrottleSettings,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { createApi, deploy, putMockMethod } from '../../support/definitions.js';

/** A key, its plan, and what GetUsage says of them. */
export interface MeteredKey {
  readonly value: string;
  /** Where it opens something. */
  readonly path: string;
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
  return meteredApi(client, restApiId, 'dev');
}

/** The same of an HTTP API, which has no responses of its own, but a backend's. */
export async function createMeteredHttpApi(
  { client, clientV2 }: { readonly client: APIGatewayClient; readonly clientV2: ApiGatewayV2Client },
  backendUrl: string,
): Promise<MeteredApi> {
  const Tags = { 'tollgate:rest-features': 'on' };
  const api = new CreateApiCommand({ Name: 'metered', ProtocolType: 'HTTP', Tags });
  const { ApiId = '' } = await clientV2.send(api);
  const { IntegrationId } = await clientV2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: backendUrl,
      PayloadFormatVersion: '1.0',
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await clientV2.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /', Target, ApiKeyRequired: true }));
  await clientV2.send(new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true }));
  return meteredApi(client, ApiId, 'dev');
}

/** Of a stage whose callers bring keys. */
export function meteredApi(client: APIGatewayClient, apiId: string, stage: string): MeteredApi {
  const path = `/_aws/execute-api/${apiId}/${stage}/`;
  return {
    path,
    // The throttle is never reached unless a test gives its own; it is there so that requests draw tokens,
    // from Redis where there is one.
    async addKey(quotaLimit, throttle = { rateLimit: 50_000, burstLimit: 20_000 }) {
      const plan = await client.send(
        new CreateUsagePlanCommand({
          name: 'metered',
          apiStages: [{ apiId, stage }],
          throttle,
          ...(quotaLimit === null ? {} : { quota: { limit: quotaLimit, period: 'MONTH' } }),
        }),
      );
      const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
      const [usagePlanId, keyId] = [plan.id ?? '', key.id ?? ''];
      await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
      return {
        value: key.value ?? '',
        path,
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
