// Takes connections and everything that is sent on them, and never answers.
import { createServer } from 'node:net';

const server = createServer((socket) => socket.on('error', () => undefined).resume());
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
