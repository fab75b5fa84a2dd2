import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a script of a page has got of a call: a response, or the browser keeps it from the script. */
export type PageOutcome =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }
  | 'blocked';

/** A call of a page, as its `fetch` takes it; `url` whole. */
export interface PageCall {
  readonly url: string;
  readonly init?: Pick<RequestInit, 'method' | 'body' | 'credentials'> & {
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** Chromium, and the pages that it shows. */
export interface Chromium {
  /** The origin of pages at a host below `localhost`. */
  originOf(host: string): string;
  /**
   * Shows a page of that host, whose script makes the calls one after the other. All of them are of one page:
   * a browser keeps preflights for it.
   */
  callFromPage(host: string, calls: readonly PageCall[]): Promise<readonly PageOutcome[]>;
  close(): Promise<void>;
}

const program = 'chromium-headless-shell';

/** Where it is, for who wants more than its name. @throws when it is nowhere on the PATH */
export function chromiumPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${program} is not installed`);
  return found;
}

/** Whether there is a Chromium to start; CI must have one. */
export function hasChromium(): boolean {
  const isHere = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!isHere && process.env['CI'] === 'true')
    throw new Error('chromium-headless-shell is not installed; CI must run its suite');
  return isHere;
}

/** Starts a server of pages; each page is a Chromium of its own, with nothing kept from those before. */
export async function startChromium(): Promise<Chromium> {
  const calls = new Map<string, readonly PageCall[]>();
  const waiting = new Map<string, (outcomes: readonly PageOutcome[]) => void>();
  const server = createServer((request, response) => {
    const id = (request.url ?? '').slice(1);
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end(pageWith(calls.get(id) ?? []));
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      waiting.get(id)?.(JSON.parse(Buffer.concat(chunks).toString()) as PageOutcome[]);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const originOf = (host: string): string => `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    originOf,
    async callFromPage(host, callsOfPage) {
      const id = `page${calls.size}`;
      calls.set(id, callsOfPage);
      const outcomes = new Promise<readonly PageOutcome[]>((resolve) => waiting.set(id, resolve));
      return showing(`${originOf(host)}/${id}`, outcomes);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Shows a page until its script has told what it has got. */
async function showing<T>(url: string, told: Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'tollgate-chromium-'));
  const browser = spawn(
    program,
    [
      // It cannot keep renderers apart as root, nor in a container; the pages are ours.
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`],
      // Keeps it running.
      ...['--remote-debugging-port=0', url],
    ],
    { stdio: 'ignore' },
  );
  const ended = once(browser, 'exit');
  try {
    return await Promise.race([
      told,
      ended.then((): never => {
        throw new Error('Chromium ended before its page had made its calls');
      }),
    ]);
  } finally {
    browser.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

const pageWith = (calls: readonly PageCall[]): string => `<!doctype html><script type="module">
  const outcomes = [];
  for (const { url, init } of ${JSON.stringify(calls)}) {
    try {
      const response = await fetch(url, init);
      const { status, headers } = response;
      outcomes.push({ status, body: await response.text(), headers: Object.fromEntries(headers) });
    } catch {
      outcomes.push('blocked');
    }
  }
  await fetch(location, { method: 'POST', body: JSON.stringify(outcomes) });
</script>`;
