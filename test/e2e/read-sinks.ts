import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { TestCollector } from '#libs/testing';
import type { Installation } from '../support/installation.js';

/** An installation that reports all it can. */
export interface ReportingInstallation {
  readonly tollgate: Installation;
  readonly collector: TestCollector;
  /** Of Prometheus. */
  readonly metricsPorts: readonly number[];
  /** Of requests that are explained. */
  readonly requestIds: readonly string[];
}

/** What each sink of an installation has, whole. */
export async function readSinks({
  tollgate,
  collector,
  metricsPorts,
  requestIds,
}: ReportingInstallation): Promise<ReadonlyMap<string, string>> {
  const { region, credentials } = tollgate.client.config;
  const settings = { endpoint: tollgate.controlPlaneUrl, region, credentials, maxAttempts: 1 };
  const text = async (path: string): Promise<string> => {
    const response = await tollgate.signedGet(path);
    return response.status === 200 ? response.text() : '';
  };
  const logs = new CloudWatchLogsClient(settings);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const found = new Map<string, string>();
  for (const { logGroupName } of logGroups) {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    found.set(`log group ${logGroupName}`, JSON.stringify(events));
  }
  const { Metrics } = await new CloudWatchClient(settings).send(new ListMetricsCommand({}));
  found.set('metrics', JSON.stringify(Metrics));
  for (const port of metricsPorts) {
    const response = await fetch(`http://127.0.0.1:${port}/_tollgate/metrics`);
    expect(response.status).toBe(200);
    found.set(`Prometheus at ${port}`, await response.text());
  }
  found.set('spans', collector.requests.map(({ text }) => text).join('\n'));
  const trail = new CloudTrailClient(settings);
  // The export has the others: what this search reads leaves events, too.
  const changes = { AttributeKey: 'ReadOnly', AttributeValue: 'false' } as const;
  const { Events } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [changes], MaxResults: 50 }),
  );
  found.set('audit events', JSON.stringify(Events));
  found.set('audit export', await text('/_tollgate/v1/audit/export'));
  for (const id of requestIds) {
    found.set(`explanation of ${id}`, await text(`/_tollgate/v1/requests/${encodeURIComponent(id)}`));
  }
  const { items } = JSON.parse(await text('/_tollgate/v1/captures')) as { items: { id: string }[] };
  for (const { id } of items) {
    found.set(`capture ${id}`, await text(`/_tollgate/v1/captures/${id}/requests`));
  }
  for (const part of tollgate.parts) found.set(`output of ${part.name}`, part.output());
  const [gateway] = tollgate.gateways;
  const status = await fetch(`http://127.0.0.1:${gateway!.adminPort}/_tollgate/status`);
  found.set('status', await status.text());
  return found;
}
