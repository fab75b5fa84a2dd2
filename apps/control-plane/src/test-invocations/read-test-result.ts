import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import type { GatewayTaskResult } from '#libs/snapshot-format';

/** Reads what a gateway has posted: gateways are ours, so this holds it against the shape and no more. */
export function readTestResult(body: object): Result<GatewayTaskResult> {
  const value = body as Readonly<Record<string, unknown>>;
  const { kind, log, latencyMs } = value;
  if (kind === 'refused') {
    return typeof value.reason === 'string'
      ? ok(value as unknown as GatewayTaskResult)
      : bad('has no reason');
  }
  if (kind === 'connections') {
    const whole = value.connections === null || Array.isArray(value.connections);
    return whole ? ok(value as unknown as GatewayTaskResult) : bad('has no connections');
  }
  if (typeof log !== 'string' || !Number.isSafeInteger(latencyMs)) return bad('has no log or latency');
  if (kind === 'method') {
    const whole =
      Number.isInteger(value.status) &&
      typeof value.body === 'string' &&
      isMap(value.headers) &&
      isMap(value.multiValueHeaders);
    return whole ? ok(value as unknown as GatewayTaskResult) : bad('has no status, headers or body');
  }
  if (kind === 'authorizer' && Number.isInteger(value.clientStatus)) {
    return ok(value as unknown as GatewayTaskResult);
  }
  return bad('is of no known kind');
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const bad = (what: string) => fail(badRequest(`The result of a test invocation ${what}`));
