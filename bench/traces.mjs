// What spans cost: the same requests to a gateway without a collector, and to one with: on a stage without
// tracing of its own, on one that samples, and on one whose caller records every trace.
import { apiId } from '../apps/gateway/src/testing/documents.ts';
import { startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';

const sampled = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };

export async function measureTraces({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  // Takes all that comes.
  const collector = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const stages = { traced: { observability: { apiName: 'bench', tracingEnabled: true } } };
  const shared = { keys: 0, upstreamPort: upstream.port, stages };
  const plain = await startGateway(shared);
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}` };
  const tracing = await startGateway({ ...shared, env });
  const target = ({ port, pid }, stageName, headers = {}) => ({
    port,
    pid,
    path: `/_aws/execute-api/${apiId}/${stageName}/open`,
    headers,
  });
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      off: target(plain, 'traced'),
      passive: target(tracing, 'dev'),
      active: target(tracing, 'traced'),
      every: target(tracing, 'dev', sampled),
    },
    quick ? { rounds: 9, seconds: 1, warmSeconds: 4 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('HTTP_PROXY, by what is traced:', rates, 'microseconds of processor time:', cpuUs);
  await plain.stop();
  await tracing.stop();
  return [
    ['HTTP_PROXY with traces at 5 % / off', ratio('active', 'off'), '>= 0.95'],
    ['HTTP_PROXY with a collector, stage without tracing / off', ratio('passive', 'off'), ''],
    ['HTTP_PROXY with every trace recorded by its caller / off', ratio('every', 'off'), ''],
  ];
}
