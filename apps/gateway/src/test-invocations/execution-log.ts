import { logTime } from '../invocation/log-time.js';

const lineBytesMax = 1024;

/**
 * What happened to one request, line by line, as AWS's execution logs say it (recorded: TestInvokeMethod;
 * guide page "Set up CloudWatch logging").
 */
export class ExecutionLog {
  private readonly lines: string[];

  constructor(
    requestId: string,
    private readonly now: () => number = Date.now,
  ) {
    this.lines = [`Execution log for request ${requestId}`];
  }

  /** A line of more than 1024 bytes is cut. */
  add(text: string): void {
    this.lines.push(`${logTime(this.now())} : ${cut(text)}`);
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= lineBytesMax) return text;
  let end = lineBytesMax;
  // Not inside a character.
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return `${bytes.toString('utf8', 0, end)} [TRUNCATED]`;
}

/** `{a=b, c=d}`, as Java prints a map. */
export function mapText(entries: Iterable<readonly [name: string, value: string]>): string {
  return `{${Array.from(entries, ([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** Headers as a map, those that are secrets masked; repeated ones joined by a comma. */
export function headersText(raw: readonly string[]): string {
  const values = new Map<string, string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    const value = secretHeaders.has(name.toLowerCase()) ? masked(raw[index + 1]!) : raw[index + 1]!;
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return mapText(values);
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'x-amz-security-token']);

/** Stars but for the last six characters. */
export function masked(secret: string): string {
  const shown = secret.length > 6 ? secret.slice(-6) : '';
  return '*'.repeat(secret.length - shown.length) + shown;
}
