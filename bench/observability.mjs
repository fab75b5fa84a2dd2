// What it costs to tell what happened: the same requests to stages of one gateway that differ in what of them
// is logged and counted.
import { apiId } from '../apps/gateway/src/testing/documents.ts';
import { startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';

/** The console's JSON format (guide page "Set up CloudWatch logging"). */
const jsonFormat = JSON.stringify({
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  ip: '$context.identity.sourceIp',
  caller: '$context.identity.caller',
  user: '$context.identity.user',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
});
const accessLog = {
  destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
  format: jsonFormat,
};
const everyMethod = { metricsEnabled: true, loggingLevel: 'OFF', dataTraceEnabled: false };
const executionLog = { metricsEnabled: false, loggingLevel: 'INFO', dataTraceEnabled: false };

/** A stage whose requests are logged, and counted by method. */
export const observedStage = { observability: { apiName: 'bench', accessLog, everyMethod } };

export async function measureObservability({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const gateway = await startGateway({
    keys: 0,
    upstreamPort: upstream.port,
    stages: {
      logged: observedStage,
      executed: { observability: { apiName: 'bench', everyMethod: executionLog } },
    },
  });
  const target = (stageName) => ({
    port: gateway.port,
    pid: gateway.pid,
    path: `/_aws/execute-api/${apiId}/${stageName}/open`,
  });
  const { rates, cpuUs, ratio } = await measureInTurn(
    { off: target('dev'), logged: target('logged'), executed: target('executed') },
    quick ? { rounds: 9, seconds: 1, warmSeconds: 4 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('HTTP_PROXY, by what is observed:', rates, 'microseconds of processor time:', cpuUs);
  await gateway.stop();
  return [
    ['HTTP_PROXY with access log and detailed metrics / without', ratio('logged', 'off'), '>= 0.92'],
    ['HTTP_PROXY with execution log INFO / without', ratio('executed', 'off'), '>= 0.70'],
  ];
}
