// The least that a WebSocket server on `ws` can do: what comes is said back, by itself or by a backend.
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { WebSocketServer } from 'ws';

const upstreamPort = process.argv[2];
const pool = upstreamPort && new Pool(`http://127.0.0.1:${upstreamPort}`, { connections: 64 });
const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 131_072 }).on('connection', (socket) => {
  socket.on('message', async (data) => {
    if (!pool) return socket.send(data.toString());
    const { body } = await pool.request({ method: 'POST', path: '/open', body: data });
    socket.send(await body.text());
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
