import type { Answer } from '../invocation/answer.js';
import { spellHeader } from '../http/header-spelling.js';
import { readResponse } from '../integrations/transport/read-response.js';

/** An answer that nobody receives, whole. */
export interface CollectedAnswer {
  readonly status: number;
  /** Of a repeated header the last value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** Takes an answer as a caller would. Bytes that are no UTF-8 cannot be shown in JSON and become replacement characters. */
export async function collectAnswer({ status, headers: raw, body }: Answer): Promise<CollectedAnswer> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = spellHeader(raw[index]!);
    headers[name] = raw[index + 1]!;
    (multiValueHeaders[name] ??= []).push(raw[index + 1]!);
  }
  return { status, headers, multiValueHeaders, body: await textOf(body) };
}

async function textOf(body: Answer['body']): Promise<string> {
  if (body === null || typeof body === 'string') return body ?? '';
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  const read = await readResponse(body);
  if (!read.ok) throw new Error(read.rejection.reason);
  return read.body.toString('utf8');
}
