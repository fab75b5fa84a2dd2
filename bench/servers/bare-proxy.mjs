// The least that a proxy on node:http and undici can do: headers and body through, nothing looked at.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(`http://127.0.0.1:${process.argv[2]}`, { connections: 64 });
const server = createServer((request, response) => {
  const { method, url: path } = request;
  const { connection: _, ...headers } = request.headers;
  const body = method === 'GET' || method === 'HEAD' ? null : request;
  pool.stream(
    { method, path, headers, body },
    ({ statusCode, headers: { connection: _, 'keep-alive': __, ...passed } }) =>
      response.writeHead(statusCode, passed),
    (error) => error && response.destroy(error),
  );
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
