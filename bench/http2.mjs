// Small requests over HTTP/2 and TLS, through the gateway and through the least that node:http2 can do.
import { connect, constants } from 'node:http2';
import { apiPath, startGateway } from './gateway.mjs';
import { measureInTurn } from './load.mjs';
import { startServer } from './processes.mjs';
import { freePort } from '../scripts/free-port.mjs';

const sessions = 4;
const streamsEach = 16;

export async function measureHttp2({ quick }) {
  const upstream = await startServer('bench/servers/bare-reply.mjs', [], '1');
  const bare = await startServer('bench/servers/bare-http2-proxy.mjs', [upstream.port], '0');
  const httpsPort = await freePort();
  const gateway = await startGateway({
    keys: 10,
    upstreamPort: upstream.port,
    env: { TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort) },
  });
  const target = (pid, port, path) => ({ pid, load: (seconds) => askOverHttp2(port, path, seconds) });
  const { rates, cpuUs, ratio } = await measureInTurn(
    {
      bareHttp2: target(bare.pid, bare.port, '/open'),
      openHttp2: target(gateway.pid, httpsPort, `${apiPath}/open`),
      openHttp1: { pid: gateway.pid, port: gateway.port, path: `${apiPath}/open` },
    },
    quick ? { rounds: 5, seconds: 1, warmSeconds: 2 } : { rounds: 27, seconds: 1, warmSeconds: 6 },
  );
  console.log('requests per second, medians:', rates, 'microseconds of processor time per request:', cpuUs);
  await gateway.stop();
  return [
    ['HTTP/2 over TLS HTTP_PROXY / bare node:http2 + undici', ratio('openHttp2', 'bareHttp2'), '>= 0.80'],
    ['HTTP/2 over TLS HTTP_PROXY / HTTP/1.1 without TLS', ratio('openHttp2', 'openHttp1'), ''],
  ];
}

/** As many requests as are answered in the time, so many at once; one that is refused ends the run. */
export async function askOverHttp2(port, path, seconds) {
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1000;
  const requests = await askWhile(port, path, () => performance.now() < untilMs);
  return { requests, rate: (requests * 1000) / (performance.now() - startedMs) };
}

/** So many requests. */
export async function askTimesOverHttp2(port, path, times) {
  let left = times;
  await askWhile(port, path, () => left-- > 0);
}

async function askWhile(port, path, goesOn) {
  let requests = 0;
  const ask = (session) =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ':path': path, ':authority': `localhost:${port}` });
      let status = 0;
      stream.on('response', (headers) => (status = headers[constants.HTTP2_HEADER_STATUS]));
      stream.on('error', reject).on('end', () => {
        if (status !== 200) return reject(new Error(`${path} responds ${status} over HTTP/2`));
        requests += 1;
        resolve();
      });
      stream.resume();
    });
  const opened = Array.from({ length: sessions }, () =>
    connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false }),
  );
  const asking = opened.flatMap((session) =>
    Array.from({ length: streamsEach }, async () => {
      while (goesOn()) await ask(session);
    }),
  );
  await Promise.all(asking);
  for (const session of opened) session.destroy();
  return requests;
}
