import type { PayloadFormatVersion } from '#libs/snapshot-format';
import { fieldText } from '../../http/header-fields.js';
import { isHttpApiResponseHeader } from '../../http/http-api-headers.js';
import { functionHeaders, statusOf, type FunctionResponse } from '../lambda/function-response.js';
import { decodeBase64 } from '../mapping/base64.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads what a function behind an HTTP API returned (guide page "Create AWS Lambda proxy integrations for
 * HTTP APIs"). Format 1.0 is held to its form. Of format 2.0 everything without a `statusCode` is the body of
 * a 200 as it is, whatever it is (public reports: it need not even be JSON).
 */
export function readHttpFunctionResponse(result: Buffer, version: PayloadFormatVersion): FunctionResponse {
  const parsed = parse(result);
  const isFormed = isObject(parsed) && Object.hasOwn(parsed, 'statusCode');
  if (version === '1.0') return isFormed ? read(parsed, []) : malformed('there is no statusCode');
  if (isFormed) {
    const cookies = parsed['cookies'] ?? [];
    if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) {
      return malformed('cookies are no list of texts');
    }
    return read({ ...parsed, multiValueHeaders: {} }, cookies);
  }
  const response = {
    status: 200,
    headers: ['Content-Type', 'application/json'],
    body: result,
    streamBytes: null,
  };
  return { ok: true, response };
}

function read(parsed: Members, cookies: readonly string[]): FunctionResponse {
  const status = statusOf(parsed['statusCode']);
  if (status === null) return malformed('statusCode is none');
  const text = parsed['body'] ?? '';
  if (typeof text !== 'string') return malformed('body is no text');
  const headers = functionHeaders(parsed['headers'] ?? {}, parsed['multiValueHeaders'] ?? {}, {
    contentType: 'text/plain; charset=utf-8',
    nameFor: (name) => (isHttpApiResponseHeader(name.toLowerCase()) ? name : null),
  });
  if (typeof headers === 'string') return malformed(headers);
  for (const cookie of cookies) headers.push('Set-Cookie', fieldText(cookie));
  const body = parsed['isBase64Encoded'] === true ? decodeBase64(text) : text;
  if (body === null) return malformed('body is not Base64');
  return { ok: true, response: { status, headers, body, streamBytes: null } };
}

const malformed = (reason: string): FunctionResponse => ({ ok: false, reason });

function parse(result: Buffer): unknown {
  try {
    return JSON.parse(result.toString('utf8'));
  } catch {
    // Not JSON: a text.
    return undefined;
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
