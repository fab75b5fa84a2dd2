// An upstream that reads the whole body before it responds.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '11' });
    response.end('{"ok":true}');
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
