import { parentPort, workerData } from 'node:worker_threads';

/** What a worker is told to run, and what it says when it has. Both are JSON texts as Lambda's payloads are. */
export interface FunctionTask {
  readonly payload: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly deadlineMs: number;
}
export interface FunctionResult {
  readonly failed: boolean;
  readonly payload: string;
}

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: unknown, callback: Callback) => unknown;

/** Runs in a worker thread: loads one function's module, then its handler for one task after another. */
async function serve(): Promise<void> {
  const port = parentPort!;
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
        (result) => port.postMessage({ failed: false, payload: JSON.stringify(result) ?? 'null' }),
        (error: unknown) => port.postMessage({ failed: true, payload: JSON.stringify(describe(error)) }),
      );
  });
  await loading;
}

function run(handler: Handler | undefined, { payload, context, deadlineMs }: FunctionTask): Promise<unknown> {
  if (typeof handler !== 'function') return Promise.reject(new TypeError('the module exports no handler'));
  const getRemainingTimeInMillis = () => Math.max(0, deadlineMs - Date.now());
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) =>
      error ? reject(error instanceof Error ? error : new Error(JSON.stringify(error))) : resolve(result);
    const result = handler(JSON.parse(payload), { ...context, getRemainingTimeInMillis }, callback);
    // A handler with a callback answers by it, one without by what it returns.
    if (result instanceof Promise || handler.length < 3) resolve(result);
  });
}

/** The error object of Lambda's Node runtime. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

await serve().catch(() => undefined);
