import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { dimensionsKey } from '#libs/cloudwatch';
import { LatencySketch } from '#libs/metrics';
import { metricData, type MetricContribution } from '#libs/persistence';
import type { SigningCredentials } from '#libs/sigv4';
import type { TestControlPlane } from './start-control-plane.js';

/** CloudWatch as the SDK calls it, without retries; as the operator where nobody else is named. */
export const cloudWatchOf = (
  { url, credentials: operator }: Pick<TestControlPlane, 'url' | 'credentials'>,
  credentials: SigningCredentials = operator,
): CloudWatchClient =>
  new CloudWatchClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });

interface Told {
  readonly atMs: number;
  readonly apiName: string;
  readonly stage?: string;
}

const owner = { accountId: '000000000000', region: 'us-east-1' };

function named(name: string, unit: string, { atMs, apiName, stage }: Told) {
  const dimensions = [
    { name: 'ApiName', value: apiName },
    ...(stage === undefined ? [] : [{ name: 'Stage', value: stage }]),
  ];
  return {
    ...owner,
    namespace: 'AWS/ApiGateway',
    name,
    unit,
    atMs,
    dimensions: dimensionsKey(dimensions),
  };
}

/** A minute of latencies. */
export function latenciesAt(told: Told, latencies: readonly number[]): MetricContribution {
  const sketch = new LatencySketch();
  for (const ms of latencies) sketch.add(ms);
  const { count, sum, min, max } = sketch;
  return { ...named('Latency', 'Milliseconds', told), values: { count, sum, min, max, sketch } };
}

/** A minute of requests, some of which were errors. */
export function errorsAt(told: Told, requests: number, errors: number): MetricContribution {
  const values = {
    count: requests,
    sum: errors,
    min: errors === requests ? 1 : 0,
    max: errors > 0 ? 1 : 0,
    sketch: null,
  };
  return { ...named('5XXError', 'Count', told), values };
}

/** Puts data past the gateways. */
export const putMetrics = (
  { database }: Pick<TestControlPlane, 'database'>,
  contributions: readonly MetricContribution[],
): Promise<void> => database.write((uow) => metricData.add(uow, contributions));
