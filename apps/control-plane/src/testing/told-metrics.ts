import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { cloudWatchOf, errorsAt, latenciesAt, putMetrics } from './cloudwatch-of.js';
import { startControlPlane, type TestControlPlane } from './start-control-plane.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** An hour that has ended, of today. */
export const hour = Math.floor(Date.now() / hourMs) * hourMs - 3 * hourMs;
export const at = (minute: number): number => hour + minute * minuteMs;
export const told = (minute: number, stage = 'prod') => ({ atMs: at(minute), apiName: 'shop', stage });
/** Of the metrics of the stage `prod`. */
export const Dimensions = [
  { Name: 'Stage', Value: 'prod' },
  { Name: 'ApiName', Value: 'shop' },
];

/**
 * A control plane that has been told of latencies in the minutes 0, 1 and 7 of the hour, and of errors in 0
 * and 1, until the spec's last test. For the top of a spec.
 */
export async function startPlaneWithMetrics(): Promise<{
  readonly plane: TestControlPlane;
  readonly client: CloudWatchClient;
}> {
  const plane = await startControlPlane();
  afterAll(() => plane.close());
  await putMetrics(plane, [
    latenciesAt(told(0), [10, 20, 30]),
    latenciesAt(told(1), [1000]),
    latenciesAt(told(7), [1, 2, 3, 4]),
    latenciesAt(told(7, 'test'), [5]),
    errorsAt(told(0), 10, 2),
    errorsAt(told(1), 10, 0),
  ]);
  return { plane, client: cloudWatchOf(plane) };
}
