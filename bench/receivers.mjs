// What it costs a request that those who should hear of it do not: the same requests, all logged, counted and
// traced, to a gateway whose receivers answer and to one whose receivers are silent, refuse, or are gone.
import { apiId } from '../apps/gateway/src/testing/documents.ts';
import { startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { observedStage } from './observability.mjs';
import { startServer } from './processes.mjs';

const sampled = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
const { accessLog, ...rest } = observedStage.observability;
const stream = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-bench';
/** A log group, and the same lines to a stream of Firehose. */
const stages = {
  logged: { observability: { ...rest, accessLog, tracingEnabled: true } },
  delivered: {
    observability: { ...rest, accessLog: { ...accessLog, destinationArn: stream }, tracingEnabled: true },
  },
};
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-of-the-benchmark' };

export async function measureReceivers({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const well = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const silent = await startServer('bench/servers/silent.mjs', [], '1');
  const refusing = await startServer('bench/servers/refusing.mjs', [], '1');
  const gatewayWith = (collector, firehose) =>
    startGateway({
      keys: 0,
      upstreamPort: upstream.port,
      stages,
      env: {
        ...keys,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}`,
        AWS_ENDPOINT_URL_FIREHOSE: `http://127.0.0.1:${firehose.port}`,
        TOLLGATE_OBSERVATIONS_MAX_MB: '16',
      },
    });
  const answering = await gatewayWith(well, well);
  const failing = await gatewayWith(silent, refusing);
  const alone = await gatewayWith(silent, silent);
  alone.cutOff();
  const target = ({ port, pid }, stageName) => ({
    port,
    pid,
    path: `/_aws/execute-api/${apiId}/${stageName}/open`,
    headers: sampled,
  });
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      answering: target(answering, 'logged'),
      alone: target(alone, 'logged'),
      delivering: target(answering, 'delivered'),
      failing: target(failing, 'delivered'),
    },
    quick ? { rounds: 9, seconds: 1, warmSeconds: 4 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('HTTP_PROXY, by who hears of it:', rates, 'microseconds of processor time:', cpuUs);
  await Promise.all([answering, failing, alone].map((gateway) => gateway.stop()));
  return [
    [
      'HTTP_PROXY with control plane gone, collector silent / all well',
      ratio('alone', 'answering'),
      '>= 0.95',
    ],
    [
      'HTTP_PROXY with Firehose refusing, collector silent / all well',
      ratio('failing', 'delivering'),
      '>= 0.95',
    ],
  ];
}
