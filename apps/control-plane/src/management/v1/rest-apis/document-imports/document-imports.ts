import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { badRequest, fail, type Result } from '#libs/api-definition';
import { tooManyRequests } from '#libs/aws-wire';
import type { DefinitionImport } from '#libs/openapi-definition';
import { WireException } from '../../../../http/wire-exception.js';
import type { ThreadTask } from './import-thread.js';
import { checkDocument, runImport, type ImportTask } from './run-import.js';

/** Read at once, in some ten milliseconds at most; a thread takes longer to start. */
const SMALL_BYTES = 32 * 1024;
const LIMIT_MS = 20_000;
const HEAP_MB = 768;
/** Each holds its transaction, and so a connection to Postgres. Clients try again after a 429. */
const WAITING_MAX = 3;

const threadFile = new URL('./import-thread.js', import.meta.url);
/** Run from its sources, as specs do, the process has no file that a thread could start from. */
const isBuilt = existsSync(threadFile);

/**
 * Reads the documents of imports. A document of megabytes can take seconds, in which the process would answer nobody else; such ones are
 * read one after the other in a thread each, which has bounds on time and memory.
 */
@Injectable()
export class DocumentImports implements OnModuleDestroy {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private running: Worker | null = null;

  async onModuleDestroy(): Promise<void> {
    await this.running?.terminate();
  }

  /** What the document makes of the RestApi, or why it cannot be imported. */
  async run(task: ImportTask): Promise<Result<DefinitionImport>> {
    return isSmall(task) ? runImport(task) : this.inTurn<DefinitionImport>(task);
  }

  /** Whether it is a document at all: what a call is refused for before anything else that is wrong with it (recorded: import). */
  async check(task: Omit<ImportTask, 'options'>): Promise<Result<null>> {
    return isSmall(task) ? checkDocument(task) : this.inTurn<null>(task);
  }

  private async inTurn<T>(task: ThreadTask): Promise<Result<T>> {
    if (this.waiting >= WAITING_MAX) throw new WireException(tooManyRequests('Too Many Requests', 5));
    this.waiting += 1;
    const turn = this.last.then(() => this.inThread<T>(task)).finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private inThread<T>(task: ThreadTask): Promise<Result<T>> {
    return new Promise((resolve) => {
      const thread = new Worker(threadFile, {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      });
      this.running = thread;
      const timer = setTimeout(() => void thread.terminate(), LIMIT_MS);
      const end = (result: Result<T>): void => {
        clearTimeout(timer);
        if (this.running === thread) this.running = null;
        resolve(result);
      };
      const tooLarge = (): void =>
        end(fail(badRequest('The document takes too much time or memory to read.')));
      thread.once('message', end);
      // Out of memory is an error, the end of its time an exit.
      thread.once('error', tooLarge);
      thread.once('exit', tooLarge);
    });
  }
}

const isSmall = ({ body }: { readonly body: Uint8Array }): boolean => !isBuilt || body.length <= SMALL_BYTES;
