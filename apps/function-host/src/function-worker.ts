import { parentPort, workerData } from 'node:worker_threads';
import { installAwsLambda, isStreaming, runStreaming } from './streaming-handlers.js';

/**
 * What a worker is told to run, and what it says when it has. Both are JSON texts as Lambda's payloads are.
 */
export interface FunctionTask {
  readonly payload: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly deadlineMs: number;
}
/** A piece of a response that streams, before the result. */
export interface FunctionChunk {
  readonly chunk: Uint8Array;
}
export interface FunctionResult {
  readonly failed: boolean;
  /** JSON; null when all of it went ahead in pieces. */
  readonly payload: string | null;
}

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: unknown, callback: Callback) => unknown;

/** Runs in a worker thread: loads one function's module, then its handler for one task after another. */
async function serve(): Promise<void> {
  const port = parentPort!;
  installAwsLambda();
  const loading = import((workerData as { url: string }).url) as Promise<{
    handler?: Handler;
    default?: { handler?: Handler };
  }>;
  // Told with the first task; until then nobody listens.
  loading.catch(() => undefined);
  port.on('message', (task: FunctionTask) => {
    loading
      .then((loaded) => run(loaded.handler ?? loaded.default?.handler, task))
      .then(
        (result) => port.postMessage({ failed: false, payload: result === streamed ? null : toJson(result) }),
        (error: unknown) => port.postMessage({ failed: true, payload: JSON.stringify(describe(error)) }),
      );
  });
  await loading;
}

function run(handler: Handler | undefined, { payload, context, deadlineMs }: FunctionTask): Promise<unknown> {
  if (typeof handler !== 'function') return Promise.reject(new TypeError('the module exports no handler'));
  const post = (chunk: Uint8Array) => parentPort!.postMessage({ chunk } satisfies FunctionChunk);
  const getRemainingTimeInMillis = () => Math.max(0, deadlineMs - Date.now());
  const whole = { ...context, getRemainingTimeInMillis };
  if (isStreaming(handler)) {
    return runStreaming(handler, JSON.parse(payload), whole, post).then(() => streamed);
  }
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) =>
      error ? reject(error instanceof Error ? error : new Error(JSON.stringify(error))) : resolve(result);
    const result = handler(JSON.parse(payload), whole, callback);
    // A handler with a callback answers by it, one without by what it returns.
    if (result instanceof Promise || handler.length < 3) resolve(result);
  });
}

/** What a handler that streams comes to. */
const streamed = Symbol('streamed');

const toJson = (result: unknown): string => JSON.stringify(result) ?? 'null';

/** The error object of Lambda's Node runtime. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

await serve().catch(() => undefined);
