/** The last link of an account's chain at a moment. */
export interface ChainHead {
  readonly accountId: string;
  readonly sequence: number;
  readonly hash: string;
  /** When it was the last one, milliseconds since the epoch. */
  readonly atMs: number;
}

/** The head that a JSON value is; null for anything else. */
export function headOf(value: unknown): ChainHead | null {
  if (typeof value !== 'object' || value === null) return null;
  const { accountId, sequence, hash, atMs } = value as Readonly<Record<string, unknown>>;
  const isHead =
    typeof accountId === 'string' &&
    /^\d{12}$/.test(accountId) &&
    Number.isSafeInteger(sequence) &&
    (sequence as number) > 0 &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    Number.isSafeInteger(atMs);
  return isHead ? (value as ChainHead) : null;
}

/**
 * The heads of a file as gateways keep it, one on each line; null for a file that has something else in it. A
 * last line that was cut off by a crash is left out.
 */
export function readHeads(text: string): ChainHead[] | null {
  const lines = text.split('\n');
  const cut = lines.pop();
  const heads: ChainHead[] = [];
  for (const line of cut && headOfLine(cut) ? [...lines, cut] : lines) {
    if (line.trim() === '') continue;
    const head = headOfLine(line);
    if (!head) return null;
    heads.push(head);
  }
  return heads;
}

function headOfLine(line: string): ChainHead | null {
  try {
    return headOf(JSON.parse(line));
  } catch {
    return null;
  }
}
