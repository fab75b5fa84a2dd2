import type { CallerResponse } from '../invocation/caller-response.js';
import { spellHeader } from '../http/header-spelling.js';
import { readResponse } from '../integrations/transport/read-response.js';

/** A response that nobody receives, whole. */
export interface CollectedResponse {
  readonly status: number;
  /** Of a repeated header the last value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/**
 * Takes a response as a caller would. Bytes that are no UTF-8 cannot be shown in JSON and become replacement
 * characters.
 */
export async function collectResponse({
  status,
  headers: raw,
  body,
}: CallerResponse): Promise<CollectedResponse> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = spellHeader(raw[index]!);
    headers[name] = raw[index + 1]!;
    (multiValueHeaders[name] ??= []).push(raw[index + 1]!);
  }
  return { status, headers, multiValueHeaders, body: await textOf(body) };
}

async function textOf(body: CallerResponse['body']): Promise<string> {
  if (body === null || typeof body === 'string') return body ?? '';
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  const read = await readResponse(body);
  if (!read.ok) throw new Error(read.rejection.reason);
  return read.body.toString('utf8');
}
