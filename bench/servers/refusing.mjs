// Refuses every call as a service that is overloaded does.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(503, { 'content-type': 'application/x-amz-json-1.1' });
  response.end('{"__type":"ServiceUnavailableException"}');
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
