import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FunctionChunk, FunctionResult, FunctionTask } from './function-worker.js';

const workersPerFunctionMax = 10;
/** Milliseconds for a response, and for one that streams (guide page "Stream the integration response"). */
const timeoutMs = 30_000;
const streamedTimeoutMs = 900_000;

interface Instance {
  readonly worker: Worker;
  /** Of the file that it was started from: when that changes, the next call starts anew. */
  readonly version: string;
}

/**
 * Functions of a folder, each in worker threads of its own: a call takes an idle one or starts another, so
 * that a thread runs one call at a time and keeps what its module has set up, as Lambda's execution
 * environments do.
 */
export class FunctionPool {
  private readonly idle = new Map<string, Instance[]>();
  private readonly all = new Set<Worker>();

  constructor(private readonly folder: string) {}

  /** Null: there is no such function. A response that streams is collected. */
  async invoke(name: string, payload: string): Promise<FunctionResult | null> {
    const chunks: Uint8Array[] = [];
    const result = await this.stream(name, payload, (chunk) => chunks.push(chunk), timeoutMs);
    if (result?.payload !== null) return result;
    return { ...result, payload: Buffer.concat(chunks).toString('utf8') };
  }

  /** Null: there is no such function. What does not stream has all of its response in the result. */
  async stream(
    name: string,
    payload: string,
    onChunk: (chunk: Uint8Array) => void,
    atMostMs = streamedTimeoutMs,
  ): Promise<FunctionResult | null> {
    const file = await findFunction(this.folder, name);
    if (file === null) return null;
    const instance = this.take(name, file);
    const result = await callWorker(instance.worker, taskOf(name, payload, atMostMs), atMostMs, onChunk);
    if (result === null) {
      this.all.delete(instance.worker);
      await instance.worker.terminate();
      return ended(`Task timed out or exited before it answered (at most ${atMostMs / 1000} s)`);
    }
    this.give(name, instance);
    return result;
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private take(name: string, file: FunctionFile): Instance {
    const waiting = this.idle.get(name) ?? [];
    for (let instance = waiting.pop(); instance; instance = waiting.pop()) {
      if (instance.version === file.version) return instance;
      this.end(instance);
    }
    const worker = new Worker(new URL('./function-worker.js', import.meta.url), {
      workerData: { url: file.url },
    });
    // A handler may leave work behind that fails later; the call that is on then hears of the worker's end.
    worker.on('error', () => this.all.delete(worker));
    this.all.add(worker);
    return { worker, version: file.version };
  }

  private give(name: string, instance: Instance): void {
    const waiting = this.idle.get(name) ?? [];
    this.idle.set(name, waiting);
    if (waiting.length < workersPerFunctionMax) waiting.push(instance);
    else this.end(instance);
  }

  private end({ worker }: Instance): void {
    this.all.delete(worker);
    void worker.terminate();
  }
}

interface FunctionFile {
  readonly url: string;
  readonly version: string;
}

async function findFunction(folder: string, name: string): Promise<FunctionFile | null> {
  // Lambda's own rule for names; with it no name leads out of the folder.
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) return null;
  for (const path of [`${name}.mjs`, `${name}.js`, `${name}.cjs`, `${name}/index.mjs`, `${name}/index.js`]) {
    const file = join(folder, path);
    const found = await stat(file).catch(() => null);
    if (found?.isFile()) return { url: pathToFileURL(file).href, version: `${file} ${found.mtimeMs}` };
  }
  return null;
}

function taskOf(name: string, payload: string, atMostMs: number): FunctionTask {
  const deadlineMs = Date.now() + atMostMs;
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    memoryLimitInMB: '128',
    awsRequestId: crypto.randomUUID(),
  };
  return { payload, context, deadlineMs };
}

/** Null: the worker ended, or did not answer in time. */
function callWorker(
  worker: Worker,
  task: FunctionTask,
  atMostMs: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<FunctionResult | null> {
  return new Promise((resolve) => {
    const settle = (result: FunctionResult | null) => {
      clearTimeout(timer);
      worker.off('message', hear).off('exit', gone);
      resolve(result);
    };
    const hear = (message: FunctionChunk | FunctionResult) =>
      'chunk' in message ? onChunk(message.chunk) : settle(message);
    const gone = () => settle(null);
    const timer = setTimeout(gone, atMostMs);
    worker.on('message', hear).on('exit', gone);
    worker.postMessage(task);
  });
}

function ended(errorMessage: string): FunctionResult {
  return { failed: true, payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }) };
}
