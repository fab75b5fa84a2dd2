// The least that Node can do: one constant response. Also the upstream of all proxies.
import { createServer } from 'node:http';

const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '11' });
  response.end('{"ok":true}');
});
// Proxies keep their connections while the others have their turns.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
