import { infiniteQueryOptions } from '@tanstack/react-query';
import { callWire } from '../../wire/call-wire.js';
import { GetDeployments } from '../../wire/generated/apigateway.js';
import { GetDeployments as GetDeploymentsV2 } from '../../wire/generated/apigatewayv2.js';
import type { ApiVersion } from './stage-reads.js';

/** A deployment as the list shows it, of whichever version. */
export interface ListedDeployment {
  readonly id: string;
  readonly description: string;
  readonly created: number | string | undefined;
  readonly failure: string | null;
}

interface DeploymentPage {
  readonly items: readonly ListedDeployment[];
  readonly position: string | undefined;
}

/** Of a page; older ones are asked for when the end of the list comes into sight. */
const deploymentsMax = 100;

/** Deployments of an API in pages, newest first, as both versions list them. */
export const deploymentsOf = (version: ApiVersion, apiId: string) =>
  infiniteQueryOptions({
    queryKey: ['deployments', version, apiId],
    queryFn: ({ signal, pageParam }): Promise<DeploymentPage> =>
      (version === 'rest' ? restPage : v2Page)(apiId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ position }) => position ?? null,
  });

async function restPage(
  restApiId: string,
  position: string | null,
  signal: AbortSignal,
): Promise<DeploymentPage> {
  const input = { restApiId, limit: deploymentsMax, ...(position !== null && { position }) };
  const page = await callWire(GetDeployments, input, { signal });
  const items = (page.items ?? []).map(({ id = '', description = '', createdDate }) => ({
    id,
    description,
    created: createdDate,
    failure: null,
  }));
  return { items, position: page.position };
}

async function v2Page(apiId: string, nextToken: string | null, signal: AbortSignal): Promise<DeploymentPage> {
  const input = { apiId, maxResults: String(deploymentsMax), ...(nextToken !== null && { nextToken }) };
  const page = await callWire(GetDeploymentsV2, input, { signal });
  const items = (page.items ?? []).map((each) => ({
    id: each.deploymentId ?? '',
    description: each.description ?? (each.autoDeployed ? 'made by itself' : ''),
    created: each.createdDate,
    failure: each.deploymentStatus === 'FAILED' ? (each.deploymentStatusMessage ?? 'failed') : null,
  }));
  return { items, position: page.nextToken };
}
