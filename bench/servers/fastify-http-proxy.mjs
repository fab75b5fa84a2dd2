// The peer as its README sets it up.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../peers/package.json', import.meta.url));
const server = require('fastify')();
server.register(require('@fastify/http-proxy'), {
  upstream: `http://127.0.0.1:${process.argv[2]}`,
  prefix: '/open',
  rewritePrefix: '/open',
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.send(server.server.address().port);
