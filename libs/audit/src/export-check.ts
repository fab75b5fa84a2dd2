import { canonicalJson } from '#libs/snapshot-format';
import type { ChainHead } from './chain-head.js';
import { genesisHash, linkHash } from './link-hash.js';

/** What is wrong with an export, and on which line. */
export interface ExportProblem {
  readonly line: number;
  readonly kind: 'unreadable' | 'changed' | 'missing' | 'inserted' | 'cut-off' | 'other-chain';
  readonly message: string;
}

/** Takes an export line by line, in its order. */
export interface ExportCheck {
  readonly problems: readonly ExportProblem[];
  take(line: string): void;
  /** After the last line. `headsFound`: how many of the heads lie within the export. */
  end(): {
    readonly events: number;
    readonly first: number | null;
    readonly last: number | null;
    readonly headsFound: number;
  };
}

interface ExportedLine {
  readonly accountId: string;
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly event: object;
}

/** Of what is wrong so much is said at most: one removed line would be told of by every line after it. */
const problemsMax = 100;

/**
 * Checks an export of `/_tollgate/v1/audit/export` against itself, and against heads of the chain that were
 * kept elsewhere. Without heads it can say that nothing between its first and its last event was changed,
 * left out or put in; with them also that it was not made anew from some event on, and that it is not cut off
 * before the last head.
 */
export function createExportCheck(heads: readonly ChainHead[] = []): ExportCheck {
  const problems: ExportProblem[] = [];
  const hashes = new Map<number, string>();
  const wanted = new Set(heads.map(({ sequence }) => sequence));
  let lineNumber = 0;
  let events = 0;
  let first: ExportedLine | null = null;
  let before: ExportedLine | null = null;

  const report = (kind: ExportProblem['kind'], message: string): void => {
    if (problems.length < problemsMax) problems.push({ line: lineNumber, kind, message });
  };

  function checkPlace(line: ExportedLine): void {
    if (before === null) {
      if (line.sequence === 1 && line.previousHash !== genesisHash)
        report('changed', 'the first event of the account does not begin its chain');
      return;
    }
    if (line.accountId !== before.accountId)
      report('other-chain', `event of account ${line.accountId} among those of ${before.accountId}`);
    const expected = before.sequence + 1;
    if (line.sequence > expected) report('missing', `events ${expected} to ${line.sequence - 1} are missing`);
    else if (line.sequence < expected)
      report('inserted', `event ${line.sequence} comes after event ${before.sequence}`);
    else if (line.previousHash !== before.hash)
      report('changed', `event ${line.sequence} does not follow event ${before.sequence} as that is here`);
  }

  return {
    problems,
    take(text) {
      lineNumber += 1;
      if (text.trim() === '') return;
      const line = readLine(text);
      if (!line) return report('unreadable', 'this is no line of an export');
      events += 1;
      checkPlace(line);
      const hash = linkHash({ ...line, event: canonicalJson(line.event) });
      if (hash !== line.hash) report('changed', `event ${line.sequence} is not what its hash was made of`);
      if (wanted.has(line.sequence)) hashes.set(line.sequence, hash);
      first ??= line;
      before = line;
    },
    end() {
      const accountId = first?.accountId;
      let headsFound = 0;
      const own = heads.filter((head) => accountId === undefined || head.accountId === accountId);
      const [from, to] = [first?.sequence ?? 0, before?.sequence ?? 0];
      const last = own.reduce((most, { sequence }) => Math.max(most, sequence), 0);
      if (last > to)
        report(
          'cut-off',
          `the chain was ${last} events long when its last head was published; this ends at ${to}`,
        );
      for (const head of own) {
        const hash = hashes.get(head.sequence);
        if (hash === undefined) continue;
        if (hash === head.hash) headsFound += 1;
        else
          report(
            'changed',
            `event ${head.sequence} is another one than when its hash was published (${new Date(head.atMs).toISOString()})`,
          );
      }
      return { events, first: from || null, last: to || null, headsFound };
    },
  };
}

function readLine(text: string): ExportedLine | null {
  try {
    const value = JSON.parse(text) as Partial<ExportedLine> | null;
    const isLine =
      typeof value?.accountId === 'string' &&
      Number.isSafeInteger(value.sequence) &&
      typeof value.previousHash === 'string' &&
      typeof value.hash === 'string' &&
      typeof value.event === 'object' &&
      value.event !== null;
    return isLine ? (value as ExportedLine) : null;
  } catch {
    return null;
  }
}
