// What `ws` alone takes: it opens every connection and says everything back.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 128 * 1024 });
sockets.on('connection', (socket) => {
  socket.on('error', () => undefined);
  socket.on('message', (data) => socket.send(data.toString()));
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
