// What a response from a stage's cache costs, beside one that MOCK makes and one that is fetched anew: the
// same HTTP_PROXY method on two stages of one gateway, one of which caches it.
import { apiId, http, method } from '../apps/gateway/src/testing/documents.ts';
import { startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';

const caching = { enabled: true, ttlSeconds: 3_600, encrypted: false, invalidation: 'FAIL_WITH_403' };
const cachingStage = { cache: { sizeBytes: 512 * 1024 ** 2, flushed: 0, everyMethod: caching } };
const page = {
  name: 'method.request.querystring.page',
  from: { kind: 'methodRequest', place: 'querystring', name: 'page' },
};

export async function measureCache({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const proxy = http('HTTP_PROXY', `http://127.0.0.1:${upstream.port}/open`);
  const gateway = await startGateway({
    keys: 0,
    upstreamPort: upstream.port,
    more: { '/pages': { GET: method(proxy, { cacheKey: { namespace: 'pages', parameters: [page] } }) } },
    stages: { cached: cachingStage },
  });
  const target = (path) => ({
    port: gateway.port,
    pid: gateway.pid,
    path: `/_aws/execute-api/${apiId}/${path}`,
  });
  const { rates, cpuUs, ratio } = await measureInTurn(
    { hit: target('cached/pages?page=1'), mock: target('dev/mock'), fetched: target('dev/pages?page=1') },
    quick ? { rounds: 9, seconds: 1, warmSeconds: 3 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('from the cache, by MOCK, fetched:', rates, 'microseconds of processor time:', cpuUs);
  await gateway.stop();
  return [
    ['cache hit / MOCK', ratio('hit', 'mock'), '>= 0.85'],
    ['cache hit / uncached HTTP_PROXY', ratio('hit', 'fetched'), '>= 1.6'],
  ];
}
