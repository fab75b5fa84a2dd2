// Clients of a WebSocket API that mean ill, some of each kind, until the process is ended. Tells its parent
// how many have begun and how many were cut, by kind, when it asks.
import { connect } from 'node:net';
import { frame, handshakeRequest, opcodes } from '#libs/testing';

const [port, path, each] = process.argv.slice(2);
const tiny = { fin: false, payload: 'x' };
const many = (count, make) => Buffer.concat(Array.from({ length: count }, make));

/** The longest message that there may be. */
const longest = many(4, (_, index) =>
  frame(index === 0 ? opcodes.text : opcodes.continuation, { fin: index === 3, payload: 'x'.repeat(32_768) }),
);

/** What each does once it is connected, and once it is upgraded. */
const kinds = {
  'slow handshake': { connected: (socket) => byteByByte(socket, handshakeRequest({ path })) },
  'no handshake': { connected: () => undefined },
  silent: { upgraded: () => undefined },
  'flood of pings': {
    upgraded: (socket) =>
      flood(
        socket,
        many(500, () => frame(opcodes.ping)),
      ),
  },
  'flood of empty pongs': {
    upgraded: (socket) =>
      flood(
        socket,
        many(500, () => frame(opcodes.pong)),
      ),
  },
  'flood of tiny fragments': {
    upgraded: (socket) => {
      socket.write(frame(opcodes.text, tiny));
      flood(
        socket,
        many(500, () => frame(opcodes.continuation, tiny)),
      );
    },
  },
  'giant length': {
    upgraded: (socket) => {
      socket.write(frame(opcodes.text, { declaredLength: 2 ** 40, lengthBits: 64 }));
      flood(socket, Buffer.alloc(32_768));
    },
  },
  // What it asks for fills what systems and gateway keep for it within seconds.
  'never reads': {
    upgraded: (socket) => {
      socket.pause();
      const asking = setInterval(() => socket.write(longest), 100);
      socket.on('close', () => clearInterval(asking));
    },
  },
};

const told = {};
for (const [name, kind] of Object.entries(kinds)) {
  told[name] = { begun: 0, cut: 0 };
  for (let index = 0; index < Number(each); index++) begin(kind, told[name]);
}
process.on('message', () => process.send(told));
process.send('begun');

function begin({ connected, upgraded }, counts) {
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  counts.begun += 1;
  socket.on('error', () => undefined).on('close', () => (counts.cut += 1));
  socket.on('connect', () => {
    if (connected) return connected(socket);
    socket.write(handshakeRequest({ path }));
    socket.once('data', () => upgraded(socket));
  });
  // What comes is passed over, until somebody pauses.
  socket.resume();
}

/** As fast as it goes, and room for others in this process. */
function flood(socket, bytes) {
  if (socket.destroyed) return;
  if (socket.write(bytes)) setImmediate(flood, socket, bytes);
  else socket.once('drain', () => flood(socket, bytes));
}

function byteByByte(socket, bytes) {
  if (socket.destroyed || bytes.length === 0) return;
  socket.write(bytes.subarray(0, 1));
  setTimeout(byteByByte, 500, socket, bytes.subarray(1));
}
