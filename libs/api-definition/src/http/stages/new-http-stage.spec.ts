import type { ProtocolType } from '../apis/http-api.js';
import type { HttpStage } from './http-stage.js';
import {
  newHttpStage,
  updatedHttpStage,
  type GivenHttpStage,
  type HttpStageContext,
} from './new-http-stage.js';

const contextOf = (protocolType: ProtocolType): HttpStageContext => ({
  protocolType,
  routeKeys: new Set(['GET /a', '$default']),
  knownDeploymentIds: new Set(['dep001']),
  knownClientCertificateIds: new Set(['cert01']),
  nowMs: 1000,
});
const outcomeOf = (given: GivenHttpStage & { stageName?: string }, protocolType: ProtocolType = 'HTTP') => {
  const made = newHttpStage({ stageName: '$default', ...given }, 'api1', contextOf(protocolType));
  return made.ok ? made.value : made.error.message;
};

test('a stage has the defaults of AWS, and waits for a deployment', () => {
  expect(outcomeOf({})).toMatchObject({
    deploymentId: null,
    autoDeploy: false,
    defaultRouteSettings: { detailedMetricsEnabled: false },
    routeSettings: {},
    stageVariables: {},
    accessLogSettings: null,
  });
  expect(outcomeOf({}, 'WEBSOCKET')).toMatchObject({
    defaultRouteSettings: { throttlingBurstLimit: 5000, throttlingRateLimit: 10000 },
  });
});

const group = 'arn:aws:logs:us-east-1:000000000000:log-group:a';

test.each<[GivenHttpStage & { stageName?: string }, string]>([
  [{ stageName: 'a b' }, 'Stage name only allows a-zA-Z0-9_-'],
  [{ stageName: '$other' }, 'Stage name only allows'],
  [{ deploymentId: 'dep002' }, 'Invalid Deployment identifier specified'],
  [{ deploymentId: 'dep001', autoDeploy: true }, 'A stage with autoDeploy'],
  [{ clientCertificateId: 'c' }, 'clientCertificateId is supported for WEBSOCKET'],
  [
    { defaultRouteSettings: { loggingLevel: 'INFO' } },
    'Execution logs are not supported on protocol type HTTP',
  ],
  [{ defaultRouteSettings: { dataTraceEnabled: true } }, 'Execution logs are not supported'],
  [{ defaultRouteSettings: { throttlingBurstLimit: -1 } }, 'throttlingBurstLimit'],
  [{ defaultRouteSettings: { throttlingRateLimit: -0.5 } }, 'throttlingRateLimit'],
  [
    { routeSettings: { 'GET /b': {} } },
    'Unable to find Route by key GET /b within the provided RouteSettings',
  ],
  [{ stageVariables: { 'a-b': 'c' } }, 'Invalid stage variable name: a-b'],
  [
    { accessLogSettings: { format: '$context.status', destinationArn: group } },
    'Access Log format must include',
  ],
  [{ accessLogSettings: { destinationArn: 'x' } }, 'Invalid ARN specified'],
  [{ description: 'x'.repeat(1025) }, "Value at 'description' failed"],
])('%j is refused', (given, message) => {
  expect(outcomeOf(given)).toContain(message);
});

test('a WebSocket stage shows a certificate of its owner, and no other', () => {
  expect(outcomeOf({ clientCertificateId: 'cert01' }, 'WEBSOCKET')).toMatchObject({
    clientCertificateId: 'cert01',
  });
  expect(outcomeOf({ clientCertificateId: 'cert02' }, 'WEBSOCKET')).toMatch(/^Invalid Client Certificate/i);
});

test('a WebSocket stage does not deploy itself, and has execution logs', () => {
  expect(outcomeOf({ autoDeploy: true }, 'WEBSOCKET')).toContain('autoDeploy is supported for HTTP');
  expect(outcomeOf({ defaultRouteSettings: { loggingLevel: 'INFO' } }, 'WEBSOCKET')).toMatchObject({
    defaultRouteSettings: { loggingLevel: 'INFO' },
  });
});

test('an update lays over what there is, and empty texts take away', () => {
  const before = outcomeOf({
    description: 'd',
    stageVariables: { a: '1', b: '2' },
    defaultRouteSettings: { throttlingBurstLimit: 5, throttlingRateLimit: 2 },
    routeSettings: { 'GET /a': { throttlingRateLimit: 1 } },
    accessLogSettings: { destinationArn: group, format: '$context.requestId' },
  }) as HttpStage;
  const updated = updatedHttpStage(
    before,
    {
      description: '',
      stageVariables: { a: '', c: '3' },
      defaultRouteSettings: { throttlingBurstLimit: 7 },
      routeSettings: { 'GET /a': { throttlingBurstLimit: 0 }, $default: { detailedMetricsEnabled: true } },
      accessLogSettings: { format: '$context.requestId $context.status' },
      deploymentId: 'dep001',
    },
    { ...contextOf('HTTP'), nowMs: 2000 },
  );
  expect(updated).toEqual({
    ok: true,
    value: {
      ...before,
      description: null,
      deploymentId: 'dep001',
      stageVariables: { b: '2', c: '3' },
      defaultRouteSettings: {
        detailedMetricsEnabled: false,
        throttlingBurstLimit: 7,
        throttlingRateLimit: 2,
      },
      routeSettings: {
        'GET /a': { throttlingRateLimit: 1, throttlingBurstLimit: 0 },
        $default: { detailedMetricsEnabled: true },
      },
      accessLogSettings: { destinationArn: group, format: '$context.requestId $context.status' },
      lastUpdatedAtMs: 2000,
    },
  });
});
