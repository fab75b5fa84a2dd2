import type { MethodTestResult, TestInvocation } from '#libs/snapshot-format';
import type { TestControlPlane } from './start-control-plane.js';

/** Sends what a gateway sends of test invocations, as that gateway. */
export const postAsGateway = (
  plane: Pick<TestControlPlane, 'url' | 'gatewayToken'>,
  id: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  url = plane.url,
): Promise<Response> =>
  fetch(`${url}/_tollgate/test-invocations/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plane.gatewayToken}`, 'x-tollgate-gateway-id': id },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ?? null,
  });

/** Takes the next test for a gateway; null when none came in time. */
export async function claimAsGateway(
  plane: Pick<TestControlPlane, 'url' | 'gatewayToken'>,
  id: string,
  waitMs = 5_000,
  url = plane.url,
): Promise<TestInvocation | null> {
  const response = await postAsGateway(plane, id, `claims?waitMs=${waitMs}`, undefined, undefined, url);
  return response.status === 204 ? null : ((await response.json()) as TestInvocation);
}

/** What a gateway may say of a method. */
export const methodResult: MethodTestResult & { kind: 'method' } = {
  kind: 'method',
  status: 201,
  headers: { a: '2' },
  multiValueHeaders: { a: ['1', '2'] },
  body: 'b',
  log: 'l',
  latencyMs: 7,
};
