// Calls as bytes over keep-alive connections. The generator takes as little of the machine as it can: what is
// measured is the server.
import { once } from 'node:events';
import { connect } from 'node:net';

const clients = 8;

/** Sends every request once, eight at a time; resolves with the calls per second. */
export async function send({ port }, requests) {
  let next = 0;
  const startedAt = performance.now();
  const client = async () => {
    let connection = await open(port);
    while (next < requests.length) {
      const request = requests[next++];
      if (!(await connection.exchange(request)).isLast) continue;
      connection.close();
      connection = await open(port);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (requests.length * 1000) / (performance.now() - startedAt);
}

/** One call; resolves with its response's JSON. */
export async function call({ port }, request) {
  const connection = await open(port);
  const { text } = await connection.exchange(request);
  connection.close();
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n')));
}

/** A call that is refused rejects: refusing is quick, and would look fast. */
async function open(port) {
  const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1');
  await once(socket, 'connect');
  let sent = null;
  let text = '';
  socket.on('data', (more) => {
    text += more;
    if (!isWhole(text)) return;
    const response = { text, isLast: /\r\nconnection: close/i.test(text) };
    text = '';
    if (/^HTTP\/1\.1 2/.test(response.text)) sent.resolve(response);
    else sent.reject(new Error(`${sent.request.toString()}\n\n${response.text}`));
  });
  socket.on('close', () => sent?.reject(new Error('the connection was closed within a call')));
  socket.on('error', () => socket.destroy());
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        sent = { request, resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Both targets give every response its length. */
function isWhole(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const [, length = 0] = /\r\ncontent-length: (\d+)/i.exec(text) ?? [];
  return text.length >= headEnd + 4 + Number(length);
}
