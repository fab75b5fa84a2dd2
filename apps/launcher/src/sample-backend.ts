import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Member } from './fleet.js';

/** The server behind the sample's HTTP API, on loopback: it answers with what it was asked, as JSON. */
export async function startSampleBackend(port: number): Promise<Member> {
  const server = createServer(({ method, url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ method, path: url }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  return { name: 'backend of the sample', stop: async () => end(), kill: end };
}
