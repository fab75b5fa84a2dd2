import { freePort, waitFor } from '#libs/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openTab, type ChromiumTab } from '../support/chromium-tab.js';
import { hasChromium } from '../support/chromium.js';
import { readPage, sectionOf, shellBlocks } from '../support/readers-terminal.js';

let folder: string;
let command: ChildProcess;
let output = '';
let pageUrl: string;
let chatUrl: string;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-chat-'));
  // Postgres runs as a user of its own under root.
  await chmod(folder, 0o755);
  const ports = await Promise.all(Array.from({ length: 6 }, () => freePort()));
  const [controlPlane, http, https, admin, functions, page] = ports.map(String) as [string, ...string[]];
  const lines = shellBlocks(sectionOf(await readPage('README.md'), 'A chat over WebSockets'));
  command = spawn('bash', ['-c', lines], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal's: Ctrl-C reaches all of it.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TOLLGATE_DATA_DIR: join(folder, 'data'),
      TOLLGATE_CONTROL_PLANE_PORT: controlPlane,
      TOLLGATE_GATEWAY_HTTP_PORT: http,
      TOLLGATE_GATEWAY_HTTPS_PORT: https,
      TOLLGATE_GATEWAY_ADMIN_PORT: admin,
      TOLLGATE_FUNCTION_HOST_PORT: functions,
      CHAT_PORT: page,
      TOLLGATE_DEPLOY_WAIT_MS: '30000',
    },
  });
  for (const stream of [command.stdout!, command.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [, url = ''] = await waitFor(
    () => {
      if (command.exitCode !== null) throw new Error(`it has ended:\n${output}`);
      return /the chat is at (\S+)/.exec(output);
    },
    { timeoutMs: 170_000, describe: 'the chat is there' },
  ).catch((error: unknown) => Promise.reject(new Error(output, { cause: error })));
  pageUrl = url;
  ({ chatUrl } = (await (await fetch(new URL('settings.json', url))).json()) as { chatUrl: string });
}, 180_000);
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(async () => {
  if (command?.exitCode === null && command.signalCode === null) process.kill(-command.pid!, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

interface Heard {
  readonly type: string;
  readonly name?: string;
  readonly names?: readonly string[];
  readonly text?: string;
}

/** Somebody in the chat, who has said hello. */
async function enter(name: string) {
  const socket = new WebSocket(`${chatUrl}?name=${encodeURIComponent(name)}`);
  open.push(socket);
  const heard: Heard[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Heard));
  await once(socket, 'open');
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ action: 'hello' });
  const hears = (wanted: Partial<Heard>) =>
    waitFor(
      () =>
        heard.find((one) =>
          Object.entries(wanted).every(([member, value]) => one[member as keyof Heard] === value),
        ),
      { describe: `${name} hears ${JSON.stringify(wanted)}; heard: ${JSON.stringify(heard)}` },
    );
  await hears({ type: 'people' });
  return { socket, heard, say, hears };
}

test('two clients see a message of one of them, and one sees the other leave', async () => {
  const ada = await enter('Ada');
  const grace = await enter('Grace');
  expect((await grace.hears({ type: 'people' })).names).toEqual(['Ada', 'Grace']);
  await ada.hears({ type: 'joined', name: 'Grace' });
  ada.say({ action: 'say', text: 'Hello, Grace' });
  for (const one of [ada, grace]) await one.hears({ type: 'said', name: 'Ada', text: 'Hello, Grace' });
  grace.socket.close();
  await ada.hears({ type: 'left', name: 'Grace' });
  const late = await enter('Hedy');
  expect((await late.hears({ type: 'people' })).names).toEqual(['Ada', 'Hedy']);
  // Everything was heard once.
  expect(ada.heard.map(({ type, name }) => [type, name])).toEqual([
    ['people', undefined],
    ['joined', 'Grace'],
    ['said', 'Ada'],
    ['left', 'Grace'],
    ['joined', 'Hedy'],
  ]);
});

test('who has no name is not let in, and what no route knows is answered by a template', async () => {
  const nameless = new WebSocket(chatUrl);
  const [error] = (await once(nameless, 'error')) as [Error];
  expect(error.message).toContain('400');
  const ada = await enter('Ada');
  ada.say({ action: 'dance' });
  ada.socket.send('no JSON');
  await waitFor(() => ada.heard.filter(({ type }) => type === 'refused').length === 2);
});

(hasChromium() ? test : test.skip)('the page shows who is here and what is said', async () => {
  const tab: ChromiumTab = await openTab(pageUrl);
  open.push(tab);
  const ada = await enter('Ada');
  await tab.until(`document.readyState === 'complete' && document.activeElement.id === 'name'`);
  await tab.type('#name', 'Grace');
  await tab.press('Enter');
  await tab.until(`document.getElementById('state').textContent === 'Connected'`);
  await ada.hears({ type: 'joined', name: 'Grace' });
  const names = () =>
    tab.evaluate<string[]>(`[...document.querySelectorAll('.person .name')].map((one) => one.textContent)`);
  await waitFor(async () => (await names()).join() === 'Ada,Grace');

  // Text, whatever it says.
  ada.say({ action: 'say', text: '<b>Hello</b>, Grace' });
  await tab.until(
    `document.querySelector('.message:not(.mine) .text')?.textContent === '<b>Hello</b>, Grace'`,
  );
  await tab.type('#text', 'Hello, Ada');
  await tab.press('Enter');
  await ada.hears({ type: 'said', name: 'Grace', text: 'Hello, Ada' });
  await tab.until(`document.querySelector('.message.mine .text')?.textContent === 'Hello, Ada'`);
  expect(await tab.evaluate(`document.getElementById('text').value`)).toBe('');

  ada.socket.close();
  await tab.until(`document.querySelector('.notice:last-child')?.textContent === 'Ada left'`);
  expect(await names()).toEqual(['Grace']);
  expect(tab.errors).toEqual([]);
});

test('Ctrl-C stops all that the command has started', async () => {
  const ended = once(command, 'exit');
  process.kill(-command.pid!, 'SIGINT');
  await ended;
  for (const url of [pageUrl, chatUrl.replace('ws:', 'http:')]) await expect(fetch(url)).rejects.toThrow();
});
