import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createExportCheck, readHeads, type ChainHead, type ExportCheck } from '#libs/audit';

/** What is said to the one who asks, and the status of the process. */
export interface Verdict {
  readonly lines: readonly string[];
  /** 0: without fault; 1: something is wrong with it; 2: it was asked wrongly. */
  readonly status: 0 | 1 | 2;
}

const usage = `npm run audit:verify -- <export.jsonl> [--heads <file>]...

  <export.jsonl>  what GET /_tollgate/v1/audit/export answered
  --heads <file>  heads of the chain that were kept elsewhere: audit-heads.jsonl of a gateway's data folder,
                  or an answer of GET /_tollgate/v1/audit/head; with these it is found, too, that the export
                  was made anew from some event on, or ends too early`;

/** Verifies an export by itself and by heads, without any other process. */
export async function verifyExport(words: readonly string[]): Promise<Verdict> {
  const files = read(words);
  if (!files) return { lines: [usage], status: 2 };
  const heads: ChainHead[] = [];
  for (const file of files.heads) {
    const found = readHeads(await readFile(file, 'utf8'));
    if (!found) return { lines: [`${file} has lines that are no heads of a chain`], status: 2 };
    heads.push(...found);
  }
  const check = createExportCheck(heads);
  for await (const line of createInterface({ input: createReadStream(files.exported), crlfDelay: Infinity }))
    check.take(line);
  return conclude(check, heads.length);
}

function read(words: readonly string[]): { exported: string; heads: string[] } | null {
  const heads: string[] = [];
  let exported: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word === '--heads' && words[at + 1] !== undefined) heads.push(words[(at += 1)]!);
    else if (!word.startsWith('-') && exported === null) exported = word;
    else return null;
  }
  return exported === null ? null : { exported, heads };
}

function conclude(check: ExportCheck, headsGiven: number): Verdict {
  const { events, first, last, headsFound } = check.end();
  const problems = check.problems.map(({ line, kind, message }) => `line ${line}: ${kind}: ${message}`);
  const extent = events === 0 ? 'no events' : `${events} events, ${first} to ${last}`;
  if (problems.length > 0) return { lines: [...problems, `${extent}: NOT as they were written`], status: 1 };
  const against =
    headsGiven === 0
      ? 'no heads were given, so that an end that was cut off and a chain made anew would not be seen'
      : `${headsFound} of ${headsGiven} heads are in it, and fit`;
  return { lines: [`${extent}: unchanged and complete; ${against}`], status: 0 };
}
