import { appendFile, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { headOf, type ChainHead } from '#libs/audit';
import type { Logger } from '#libs/telemetry';
import { handlerOf } from './document-handler.js';

/** Some three years of one account; beyond it, the older half goes. */
const bytesMax = 4 * 1024 * 1024;

/**
 * The heads of chains of audit events, each as it was when it was published, one on each line of a file. The
 * store has the newest of each account alone; a chain that is made anew is found by an older one.
 */
export class AuditHeads {
  private readonly taken = new Map<string, ChainHead>();
  private writing: Promise<void> = Promise.resolve();
  readonly handler = handlerOf('audit-head', {
    put: (name, document) => {
      if (document === null) return void this.taken.delete(name);
      const head = headOf(document);
      if (head?.accountId !== name) return 'it is no head of the chain that it is named after';
      this.taken.set(name, head);
      return null;
    },
    stored: (name) => this.keep(name),
  });

  constructor(
    private readonly file: string,
    private readonly log: Logger,
  ) {}

  /** Resolves when what was taken over by now is in the file. */
  written(): Promise<void> {
    return this.writing;
  }

  private keep(name: string): void {
    const head = this.taken.get(name);
    if (!head) return;
    this.taken.delete(name);
    const { accountId, sequence, hash, atMs } = head;
    const line = `${JSON.stringify({ accountId, sequence, hash, atMs })}\n`;
    this.writing = this.writing
      .then(() => this.append(line))
      .catch((error: unknown) =>
        this.log.warn('the head of a chain of audit events was not kept', { error }),
      );
  }

  private async append(line: string): Promise<void> {
    await appendFile(this.file, line, { mode: 0o600 });
    const { size } = await stat(this.file);
    if (size > bytesMax) await this.halve();
  }

  private async halve(): Promise<void> {
    const text = await readFile(this.file, 'utf8');
    const newer = text.slice(text.indexOf('\n', text.length / 2) + 1);
    await writeFile(`${this.file}.new`, newer, { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }
}
