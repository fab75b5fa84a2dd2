/** What is no management call, by the name that calls of the service are signed for. */
const notManagement: Readonly<Record<string, ReadonlySet<string>>> = {
  // Developer guide: "Logging calls with CloudTrail" leaves these two out.
  apigateway: new Set(['TestInvokeMethod', 'TestInvokeAuthorizer']),
  // Data events (CloudWatch User Guide: logging with CloudTrail); a dashboard sends them by the second.
  monitoring: new Set([
    'PutMetricData',
    'GetMetricData',
    'GetMetricStatistics',
    'GetMetricWidgetImage',
    'ListMetrics',
  ]),
  logs: new Set(['PutLogEvents']),
};

/** Whether a call of an operation is an audit event. */
export const isAudited = (service: string, operation: string): boolean =>
  !notManagement[service]?.has(operation);
