import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const page = new URL('../page/', import.meta.url);
const files = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/chat.css': ['chat.css', 'text/css; charset=utf-8'],
  '/chat.mjs': ['chat.mjs', 'text/javascript; charset=utf-8'],
  '/connection.mjs': ['connection.mjs', 'text/javascript; charset=utf-8'],
  '/view.mjs': ['view.mjs', 'text/javascript; charset=utf-8'],
};

/** Serves the page on loopback; `chatUrl` is where its WebSocket connects. Gives the server and its URL. */
export async function servePage(port, chatUrl) {
  const server = createServer(async (request, response) => {
    const [path] = request.url.split('?');
    if (path === '/settings.json') return send(response, JSON.stringify({ chatUrl }), 'application/json');
    const [file, type] = files[path] ?? [];
    if (file === undefined) return response.writeHead(404).end();
    send(response, await readFile(new URL(file, page)), type);
  });
  const send = (response, body, type) => {
    response.writeHead(200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': `default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self' ${new URL(chatUrl).origin}`,
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  };
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}
