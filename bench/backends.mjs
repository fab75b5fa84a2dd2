// Backends at the edge: callers who leave a stalled one, and a thousand of them in turn. Prints what the
// backends saw; nothing is judged.
//   npm run bench:backends
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { http, mapping, method } from '../apps/gateway/src/testing/documents.ts';
import { apiPath, startGateway } from './gateway.mjs';

const callers = 2000;
const origins = 1000;
const rounds = 3;

/** Backends that count their connections; `respond` has the say on each request. */
async function startBackends(count, respond) {
  const seen = { connections: 0, requests: 0 };
  const servers = Array.from({ length: count }, () =>
    createServer((request, response) => {
      seen.requests += 1;
      respond(response);
    }).on('connection', () => (seen.connections += 1)),
  );
  for (const server of servers) {
    server.keepAliveTimeout = 60_000;
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 });
    await once(server, 'listening');
  }
  return { seen, servers, ports: servers.map((server) => server.address().port) };
}

const statuses = (list) => list.reduce((sum, of) => ({ ...sum, [of]: (sum[of] ?? 0) + 1 }), {});

const stalled = [];
const slow = await startBackends(1, (response) => stalled.push(response));
const many = await startBackends(origins, (response) => response.end('ok'));
const gateway = await startGateway({
  keys: 0,
  upstreamPort: slow.ports[0],
  more: {
    '/origin/{port}': {
      GET: method(
        http('HTTP_PROXY', 'http://127.0.0.1:{port}/', {
          parameters: [mapping('path', 'port', 'method.request.path.port')],
        }),
      ),
    },
  },
});

function call(path, agent = new Agent()) {
  let sent;
  const status = new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: gateway.port, path: apiPath + path, agent };
    sent = get(options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', () => resolve('left'));
  });
  return { status, leave: () => sent.destroy() };
}

const calls = Array.from({ length: callers }, () => call('/open'));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
// As many as may be at one backend; the others wait in the queue, or get a 503.
while (slow.seen.requests < 512) await pause(50);
await pause(1000);
const before = { ...slow.seen };
for (const { leave } of calls) leave();
console.log('impatient callers:', callers, statuses(await Promise.all(calls.map(({ status }) => status))));
await pause(2000);
console.log('  the backend saw, before and after they left:', before, { ...slow.seen });
stalled.splice(0);
const after = call('/open');
while (stalled.length === 0) await pause(10);
stalled[0].end();
console.log('  a call behind them:', await after.status);

const agent = new Agent({ keepAlive: true });
for (let round = 1; round <= rounds; round++) {
  const responses = [];
  const startedMs = performance.now();
  for (const port of many.ports) responses.push(await call(`/origin/${port}`, agent).status);
  const ms = Math.round(performance.now() - startedMs);
  console.log(`${origins} origins in turn, round ${round}:`, statuses(responses), { ms, ...many.seen });
}
await gateway.stop();
process.exit(0);
