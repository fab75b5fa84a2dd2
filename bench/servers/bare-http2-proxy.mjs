// The least that a proxy on node:http2 over TLS and undici can do: headers and body through, nothing looked
// at.
import { createSecureServer } from 'node:http2';
import { generate } from 'selfsigned';
import { Pool } from 'undici';

const pool = new Pool(`http://127.0.0.1:${process.argv[2]}`, { connections: 64 });
const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
  keyType: 'ec',
});
const server = createSecureServer({ cert, key });
server.on(
  'stream',
  (stream, { ':method': method, ':path': path, ':authority': host, ':scheme': _, ...headers }) => {
    const body = method === 'GET' || method === 'HEAD' ? null : stream;
    pool.stream(
      { method, path, headers: { ...headers, host }, body },
      ({ statusCode, headers: { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...passed } }) => {
        stream.respond({ ':status': statusCode, ...passed });
        return stream;
      },
      (error) => error && stream.destroy(error),
    );
  },
);
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
