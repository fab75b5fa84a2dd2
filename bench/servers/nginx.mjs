// nginx as a proxy with one worker that keeps its connections to the upstream. It cannot tell us its port, so
// one is found for it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/free-port.mjs';

const port = await freePort();
const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
await writeFile(
  join(folder, 'nginx.conf'),
  `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};
  fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  keepalive_requests 1000000000;
  upstream backend { server 127.0.0.1:${process.argv[2]}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`,
);
const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
process.on('SIGTERM', () => nginx.kill('SIGTERM'));
nginx.on('exit', async () => {
  await rm(folder, { recursive: true, force: true });
  process.exit();
});
while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 20));
process.send(port);

async function accepts(port) {
  const socket = connect(port, '127.0.0.1');
  const accepted = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return accepted;
}
