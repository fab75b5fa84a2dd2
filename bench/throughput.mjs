// Small requests through the gateway and through its peers.
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { havePeers } from './peers.mjs';
import { hasTool, startServer } from './processes.mjs';

export async function measureThroughput({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const peer = async (name) => (await startServer(`bench/servers/${name}.mjs`, [upstream.port], '0')).port;
  const gateway = await startGateway({ keys: 10, upstreamPort: upstream.port });
  const others = havePeers();
  const targets = {
    bareReply: { port: await peer('bare-reply'), path: '/' },
    mock: { port: gateway.port, path: `${apiPath}/mock` },
    bareProxy: { port: await peer('bare-proxy'), path: '/open' },
    open: { port: gateway.port, path: `${apiPath}/open` },
    metered: { port: gateway.port, path: `${apiPath}/metered`, key: 'key-0' },
    fastGateway: { port: await peer('fast-gateway'), path: '/open/get' },
    ...(others && { fastifyHttpProxy: { port: await peer('fastify-http-proxy'), path: '/open/get' } }),
    ...(others && { expressGateway: { port: await peer('express-gateway'), path: '/open/get' } }),
    ...(hasTool('nginx') && { nginx: { port: await peer('nginx'), path: '/open' } }),
  };
  const rates = await measureInTurn(targets, quick ? { rounds: 3, seconds: 1 } : { rounds: 7, seconds: 4 });
  console.log('requests per second, medians:', rates);
  await gateway.stop();
  return [
    ['MOCK / bare node:http reply', rates.mock / rates.bareReply, '>= 0.70'],
    ['HTTP_PROXY open / bare undici proxy', rates.open / rates.bareProxy, '>= 0.85'],
    ['HTTP_PROXY open / fast-gateway', rates.open / rates.fastGateway, '>= 1.6'],
    ['HTTP_PROXY metered / bare undici proxy', rates.metered / rates.bareProxy, '>= 0.75'],
    ['HTTP_PROXY metered / fast-gateway', rates.metered / rates.fastGateway, '>= 1.4'],
    ['HTTP_PROXY metered / express-gateway', rates.metered / rates.expressGateway, '>= 5'],
    ['HTTP_PROXY open / @fastify/http-proxy', rates.open / rates.fastifyHttpProxy, ''],
    ['HTTP_PROXY open / nginx', rates.open / rates.nginx, ''],
  ].filter(([, ratio]) => !Number.isNaN(ratio));
}
