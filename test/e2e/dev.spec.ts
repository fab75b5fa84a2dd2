import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, stopProcesses, type TestProcess } from '#libs/testing';

// `npm run dev` on a copy of the sources, so that an edit disturbs no other suite.
let copy: string;
let run: TestProcess | undefined;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tollgate-dev-'));
  // Open to the unprivileged user that Postgres runs as under root.
  chmodSync(copy, 0o755);
  for (const path of ['apps', 'libs', 'migrations', 'scripts', 'test/support']) {
    cpSync(path, join(copy, path), { recursive: true, filter: (file) => !/\.spec\.ts$|testdata/.test(file) });
  }
  for (const file of ['package.json', 'package-lock.json', '.swcrc', 'tsconfig.json'])
    cpSync(file, join(copy, file));
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
});
afterAll(async () => {
  // Behind a test that failed it still runs: its apps and Postgres end with it when it is asked, and would
  // go on writing into the copy for a while if it were killed.
  await run?.stop('SIGTERM');
  await stopProcesses();
  await rm(copy, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}, 120_000);

test('npm run dev serves from the sources, starts an app again after an edit, and leaves nothing running', async () => {
  run = startProcess(join(copy, 'scripts/dev.mjs'), {
    cwd: copy,
    env: {
      TOLLGATE_DATA_DIR: join(copy, 'data'),
      TOLLGATE_CONTROL_PLANE_PORT: '0',
      TOLLGATE_GATEWAY_HTTP_PORT: '0',
      TOLLGATE_GATEWAY_HTTPS_PORT: '0',
      TOLLGATE_GATEWAY_ADMIN_PORT: '0',
    },
  });
  const port = (await run.waitForOutput(/execute-api\.localhost:(\d+)\/dev\/hello/, 120_000))[1]!;
  await run.waitForOutput(/^tollgate is ready$/m);
  const api = /http:\/\/(\w+)\.execute-api/.exec(run.output())![1]!;
  const hello = () => fetch(`http://127.0.0.1:${port}/_aws/execute-api/${api}/dev/hello`);
  expect((await hello()).status).toBe(200);
  const httpApi = /http:\/\/(\w+)\.execute-api\.localhost:\d+\/pets\/7/.exec(run.output())![1]!;
  const pet = await fetch(`http://127.0.0.1:${port}/_aws/execute-api/${httpApi}/pets/7`);
  expect(await pet.text()).toBe('{"method":"GET","path":"/pets/7"}');

  // The console's sources, whose calls go on to the control plane.
  const page = /the console with hot reload: (http:\S+)/.exec(run.output())![1]!;
  expect(await (await fetch(page)).text()).toContain('/_tollgate/console/src/main.tsx');
  expect((await fetch(new URL('/_tollgate/ready', page))).status).toBe(200);

  appendFileSync(
    join(copy, 'apps/gateway/src/gateway-id.ts'),
    "\nprocess.emitWarning('this is the edit');\n",
  );
  await run.waitForOutput(/this is the edit[^]*the gateway listens/, 60_000);
  expect((await hello()).status).toBe(200);

  expect(await run.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  expect(processes.split('\n').filter((line) => line.includes(copy))).toEqual([]);
}, 240_000);
