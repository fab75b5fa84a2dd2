// What an HTTP API costs: one route to a backend, beside the same method of a REST API on the same gateway
// and the least that undici can do.
import { canonicalJson, digest } from '#libs/snapshot-format';
import { stageOf } from '../apps/gateway/src/testing/documents.ts';
import { httpApiId, httpProxy, httpSnapshot, httpStage } from '../apps/gateway/src/testing/http-documents.ts';
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';

/** The documents of an HTTP API with one route, `/open`, which is the same as that of the REST API. */
export function httpApiDocuments(upstreamPort) {
  const document = httpSnapshot({ 'ANY /open': httpProxy(`http://127.0.0.1:${upstreamPort}/open`) });
  const name = digest(canonicalJson(document));
  return [
    ['snapshot', name, document],
    ['stage', `${httpApiId}/$default`, stageOf(name, httpStage())],
  ];
}

/** Where that route is called. */
export const httpApiPath = `/_aws/execute-api/${httpApiId}/open`;

export async function measureHttpApis({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const bare = await startServer('bench/servers/bare-proxy.mjs', [upstream.port], '0');
  const gateway = await startGateway({
    keys: 10,
    upstreamPort: upstream.port,
    documents: httpApiDocuments(upstream.port),
  });
  const through = { port: gateway.port, pid: gateway.pid };
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      bareProxy: { ...bare, path: '/open' },
      http: { ...through, path: httpApiPath },
      rest: { ...through, path: `${apiPath}/open` },
    },
    quick ? { rounds: 9, seconds: 1, warmSeconds: 3 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('requests per second, medians:', rates, 'microseconds of processor time per request:', cpuUs);
  await gateway.stop();
  return [
    ['HTTP API HTTP_PROXY / bare undici proxy', ratio('http', 'bareProxy'), '>= 0.90'],
    ['HTTP API HTTP_PROXY / REST API HTTP_PROXY', ratio('http', 'rest'), '>= 1.03'],
  ];
}
