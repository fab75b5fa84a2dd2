import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import { tooManyRequests } from '#libs/aws-wire';
import type { DefinitionImport, HttpDefinitionImport } from '#libs/openapi-definition';
import type { ControlPlaneConfig } from '../../config.js';
import { WireException } from '../../http/wire-exception.js';
import { CONFIG, THREAD_ARGUMENTS, type Runtime } from '../../tokens.js';
import type { ThreadTask } from './import-thread.js';
import {
  checkDocument,
  readDocumentation,
  runHttpImport,
  runImport,
  type CheckTask,
  type HttpImportTask,
  type ImportTask,
} from './run-import.js';

/** Read at once, in some ten milliseconds at most; a thread takes longer to start. */
const SMALL_BYTES = 32 * 1024;
/**
 * Each holds its document in memory, and what there is already of the RestApi. Clients try again after a 429.
 */
const WAITING_MAX = 3;

// A source where this file is one.
const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? './import-thread.ts' : './import-thread.js',
  import.meta.url,
);

/**
 * Reads the documents of imports. A document of megabytes can take seconds, in which the process would answer
 * nobody else; such ones are read one after the other in a thread each, which has bounds on time and memory.
 * Wait for them outside of transactions.
 */
@Injectable()
export class DocumentImports implements OnApplicationShutdown {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private running: Worker | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: ControlPlaneConfig,
    @Inject(THREAD_ARGUMENTS) private readonly execArgv: Runtime['threadArguments'],
  ) {}

  /** Calls that run have ended by now; what is left is read for clients that have gone. */
  async onApplicationShutdown(): Promise<void> {
    await this.running?.terminate();
  }

  /** Whether the document is so small that `runImport` may as well be called directly. */
  isSmall({ body }: { readonly body: Uint8Array }): boolean {
    return body.length <= SMALL_BYTES;
  }

  /** What the document makes of the RestApi, or why it cannot be imported. */
  async run(task: ImportTask): Promise<Result<DefinitionImport>> {
    return this.isSmall(task) ? runImport(task) : this.inTurn<DefinitionImport>({ kind: 'run', ...task });
  }

  /** The same of an HTTP API. */
  async runHttp(task: HttpImportTask): Promise<Result<HttpDefinitionImport>> {
    return this.isSmall(task)
      ? runHttpImport(task)
      : this.inTurn<HttpDefinitionImport>({ kind: 'run-http', ...task });
  }

  /**
   * Whether it is a document at all: what a call is refused for before anything else that is wrong with it
   * (recorded: import).
   */
  async check(task: CheckTask): Promise<Result<null>> {
    return this.isSmall(task) ? checkDocument(task) : this.inTurn<null>({ kind: 'check', ...task });
  }

  /** What the document says as documentation: undefined when it is no document. */
  async documentation(task: Pick<ImportTask, 'body'>): Promise<Result<unknown>> {
    return this.isSmall(task) ? ok(readDocumentation(task)) : this.inTurn({ kind: 'documentation', ...task });
  }

  private async inTurn<T>(task: ThreadTask): Promise<Result<T>> {
    if (this.waiting >= WAITING_MAX) throw new WireException(tooManyRequests('Too Many Requests', 5));
    this.waiting += 1;
    const turn = this.last.then(() => this.inThread<T>(task)).finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private inThread<T>(task: ThreadTask): Promise<Result<T>> {
    const { importTimeoutMs, importHeapMb } = this.config;
    return new Promise((resolve, reject) => {
      const thread = new Worker(threadFile, {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: importHeapMb },
        ...(this.execArgv && { execArgv: [...this.execArgv] }),
      });
      this.running = thread;
      let outOfTime = false;
      const timer = setTimeout(() => {
        outOfTime = true;
        void thread.terminate();
      }, importTimeoutMs);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooLarge);
        // Anything else is no fault of the document's.
        else reject(new Error('the thread that reads an import failed', { cause: error }));
      });
      thread.once('exit', (code) => {
        clearTimeout(timer);
        if (this.running === thread) this.running = null;
        // After any of the above this says nothing more.
        if (outOfTime) resolve(tooLarge);
        else reject(new Error(`the thread that reads an import ended with ${code} and no result`));
      });
    });
  }
}

const tooLarge = fail(badRequest('The document takes too much time or memory to read.'));
