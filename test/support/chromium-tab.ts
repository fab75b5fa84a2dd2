import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { waitFor } from '#libs/testing';

/** A page in a Chromium of its own, for a person's doings: typing, pressing, looking. */
export interface ChromiumTab {
  /** What an expression comes to in the page, a promise's value when it gives one. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true in the page. */
  until(expression: string): Promise<void>;
  /** Puts the caret into what a selector finds, and types. */
  type(selector: string, text: string): Promise<void>;
  press(key: 'Enter'): Promise<void>;
  /** PNG of the page at a size in CSS pixels. */
  screenshot(width: number, height: number): Promise<Buffer>;
  /** Errors that the page's scripts did not catch, and those that it wrote to the console. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Shows a page; `hasChromium` of `chromium.ts` says whether it can. */
export async function openTab(url: string): Promise<ChromiumTab> {
  const profile = await mkdtemp(join(tmpdir(), 'tollgate-chromium-'));
  const browser = spawn(
    'chromium-headless-shell',
    [
      // It cannot keep renderers apart as root, nor in a container; the pages are ours.
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`],
      ...['--remote-debugging-port=0', url],
    ],
    { stdio: 'ignore' },
  );
  const ended = once(browser, 'exit');
  let debug: Debugger | undefined;
  const close = async (): Promise<void> => {
    // Its helpers go with it when it is asked; SIGKILL would leave some, with their sockets.
    if (debug) void debug.call('Browser.close');
    else browser.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    const port = await waitFor(
      async () => (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')[0],
      { describe: 'Chromium listens' },
    );
    const target = await waitFor(async () => {
      const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Target[];
      return targets.find(({ type }) => type === 'page');
    });
    debug = await debuggerOf(target.webSocketDebuggerUrl);
    return await tabOver(debug, close);
  } catch (error) {
    await close();
    throw error;
  }
}

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

/** The protocol of Chromium's developer tools: commands with numbers, and events. */
interface Debugger {
  readonly call: (method: string, params?: object) => Promise<Record<string, unknown>>;
  readonly errors: readonly string[];
}

async function debuggerOf(url: string): Promise<Debugger> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  const errors: string[] = [];
  let last = 0;
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as {
      readonly id?: number;
      readonly method?: string;
      readonly result?: Record<string, unknown>;
      readonly params?: { readonly exceptionDetails?: object; readonly entry?: { readonly level: string } };
    };
    if (message.id !== undefined) waiting.get(message.id)?.(message.result ?? {});
    else if (message.params?.exceptionDetails) errors.push(JSON.stringify(message.params.exceptionDetails));
    else if (message.params?.entry?.level === 'error') errors.push(JSON.stringify(message.params.entry));
  });
  return {
    errors,
    call: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
  };
}

async function tabOver({ call, errors }: Debugger, close: () => Promise<void>): Promise<ChromiumTab> {
  await call('Runtime.enable');
  await call('Log.enable');
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result } = await call('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return (result as { readonly value: T }).value;
  };
  return {
    errors,
    close,
    evaluate,
    until: async (expression) => {
      await waitFor(() => evaluate<boolean>(expression), { describe: expression, intervalMs: 50 });
    },
    type: async (selector, text) => {
      await evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
      await call('Input.insertText', { text });
    },
    press: async (key) => {
      const event = { key, code: key, windowsVirtualKeyCode: 13, text: '\r' };
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    screenshot: async (width, height) => {
      await call('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: width < 640,
      });
      const { data } = await call('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data as string, 'base64');
    },
  };
}
