import { Pool } from 'undici';

/** What became of one call of the collector. */
export type CollectorOutcome =
  /** `refused`: how many of the spans it did not want, which must not be sent again. */
  | { readonly kind: 'taken'; readonly refused: number }
  /** It may take them later; `afterMs`: not before, where it has said so. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** It will never take them. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Posts a body of OTLP; never rejects. */
export interface Collector {
  send(body: string): Promise<CollectorOutcome>;
  close(): Promise<void>;
}

export interface CollectorOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const responseBytesMax = 64 * 1024;
/** What may be tried again (OTLP specification, "Retryable Response Codes"). */
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A collector behind OTLP/HTTP, called over one connection. */
export function openCollector({ url, headers, timeoutMs }: CollectorOptions): Collector {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: 1, connectTimeout: timeoutMs });
  const fields = { 'user-agent': 'tollgate-otlp-exporter', ...headers, 'content-type': 'application/json' };
  return {
    async send(body) {
      try {
        const response = await pool.request({
          method: 'POST',
          path: pathname + search,
          headers: fields,
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = await readAtMost(response.body, responseBytesMax);
        const retryAfter = response.headers['retry-after'];
        return outcomeOf(response.statusCode, text, typeof retryAfter === 'string' ? retryAfter : null);
      } catch (error) {
        return { kind: 'later', reason: reasonOf(error), afterMs: null };
      }
    },
    close: () => pool.destroy(),
  };
}

function outcomeOf(status: number, body: string, retryAfter: string | null): CollectorOutcome {
  if (status >= 200 && status < 300) return { kind: 'taken', refused: rejectedSpans(body) };
  const reason = `status ${status}`;
  if (!retryable.has(status)) return { kind: 'refused', reason };
  return { kind: 'later', reason, afterMs: retryAfter === null ? null : retryAfterMs(retryAfter) };
}

/** Of a partial success (OTLP specification, "Partial Success"). */
function rejectedSpans(body: string): number {
  try {
    const { partialSuccess } = JSON.parse(body) as { partialSuccess?: { rejectedSpans?: unknown } };
    const count = Number(partialSuccess?.rejectedSpans ?? 0);
    return Number.isSafeInteger(count) && count > 0 ? count : 0;
  } catch {
    return 0;
  }
}

/** Seconds or a date (RFC 9110, section 10.2.3); null for anything else. */
function retryAfterMs(value: string): number | null {
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

async function readAtMost(body: AsyncIterable<Buffer>, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // The rest is of no interest; leaving the loop ends the response.
    if (bytes > bytesMax) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
