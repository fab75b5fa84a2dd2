// Small requests through the gateway and through its peers.
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { havePeers } from './peers.mjs';
import { hasTool, startServer } from './processes.mjs';

export async function measureThroughput({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const peer = (name) => startServer(`bench/servers/${name}.mjs`, [upstream.port], '0');
  const gateway = await startGateway({ keys: 10, upstreamPort: upstream.port });
  const others = havePeers();
  const through = { port: gateway.port, pid: gateway.pid };
  const targets = {
    bareReply: { ...(await peer('bare-reply')), path: '/' },
    mock: { ...through, path: `${apiPath}/mock` },
    bareProxy: { ...(await peer('bare-proxy')), path: '/open' },
    open: { ...through, path: `${apiPath}/open` },
    metered: { ...through, path: `${apiPath}/metered`, key: 'key-0' },
    fastGateway: { ...(await peer('fast-gateway')), path: '/open/get' },
    ...(others && { fastifyHttpProxy: { ...(await peer('fastify-http-proxy')), path: '/open/get' } }),
    ...(others && { expressGateway: { ...(await peer('express-gateway')), path: '/open/get' } }),
    // Its work is done in a process of its own making, whose time is not this one's.
    ...(hasTool('nginx') && { nginx: { port: (await peer('nginx')).port, path: '/open' } }),
  };
  // Many short rounds: what else the machine does changes within seconds, and only turns close together meet
  // the same of it.
  const { rates, cpuUs, ratio } = await measureInTurn(
    targets,
    quick ? { rounds: 5, seconds: 1, warmSeconds: 2 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('requests per second, medians:', rates, 'microseconds of processor time per request:', cpuUs);
  await gateway.stop();
  return [
    ['MOCK / bare node:http reply', ratio('mock', 'bareReply'), '>= 0.70'],
    ['HTTP_PROXY open / bare undici proxy', ratio('open', 'bareProxy'), '>= 0.85'],
    ['HTTP_PROXY open / fast-gateway', ratio('open', 'fastGateway'), '>= 1.6'],
    ['HTTP_PROXY metered / bare undici proxy', ratio('metered', 'bareProxy'), '>= 0.75'],
    ['HTTP_PROXY metered / fast-gateway', ratio('metered', 'fastGateway'), '>= 1.4'],
    ['HTTP_PROXY metered / express-gateway', ratio('metered', 'expressGateway'), '>= 5'],
    ['HTTP_PROXY open / @fastify/http-proxy', ratio('open', 'fastifyHttpProxy'), ''],
    ['HTTP_PROXY open / nginx', ratio('open', 'nginx'), ''],
  ].filter(([, measured]) => measured !== null);
}
