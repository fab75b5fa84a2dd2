// Stands in for all three apps in the launcher's own suite: does what the launcher asks of an app and nothing
// else. Which one it is, it reads off its path; FAKE_FAIL names one that gives up at its start.
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announceReady, exitWhenParentIsGone } from '#libs/telemetry';

const name = /apps\/([^/]+)\//.exec(import.meta.url)[1];
const { env } = process;

if (env.FAKE_FAIL === name) {
  console.error('TOLLGATE_ACCOUNT_ID is "x"; it must be 12 digits');
  process.exit(1);
}

exitWhenParentIsGone();
process.on('SIGTERM', () => {
  console.log(`${name} got SIGTERM`);
  process.exit(0);
});

writeFileSync(join(env.TOLLGATE_DATA_DIR, `${name}.pid`), String(process.pid));
writeFileSync(
  join(env.TOLLGATE_DATA_DIR, `${name}.env`),
  JSON.stringify({ ...env, EXEC_ARGV: process.execArgv.join(' ') }),
);

const ports = {
  'control-plane': env.TOLLGATE_CONTROL_PLANE_PORT,
  gateway:
    env.TOLLGATE_PROXY_PROTOCOL === 'on' ? env.TOLLGATE_GATEWAY_ADMIN_PORT : env.TOLLGATE_GATEWAY_HTTP_PORT,
  'compiler-worker': 0,
};
const server = createServer((request, response) => {
  const isLink = request.url === '/_tollgate/v1/console/sign-in-links' && env.FAKE_LINKS === 'on';
  response.statusCode = isLink || request.url === '/_tollgate/ready' ? 200 : 404;
  response.end(isLink ? '{"token":"once"}' : '');
});
server.listen(Number(ports[name]), '127.0.0.1', announceReady);
