import { unquotedMessage } from '#libs/telemetry';
import { CallQueue } from '../authorizers/call-queue.js';
import type { BackendPools } from '../integrations/transport/backend-pools.js';
import type { WebAclAnswer, WebAclQuestion, WebAcls } from '../invocation/web-acl.js';

/** What an operator sets. */
export interface WebAclHookSettings {
  /** Where web ACLs are asked. */
  readonly url: URL;
  readonly whenAway: 'refuse' | 'pass';
  /** That a question may take, and again as long may wait for its turn. */
  readonly timeoutMs: number;
  /** Questions at a time; others wait. */
  readonly callsMax: number;
}

/** How many questions had which answer. */
export type WebAclCounts = Record<'allow' | 'block' | 'away', number>;

/** An answer is a few words. */
const answerBytesMax = 16 * 1024;

/**
 * Asks web ACLs by HTTP: POST of the question in JSON, `{"action":"ALLOW"}` or `{"action":"BLOCK"}` with
 * status 200. All else, and nothing in time, counts as no answer. Over the gateway's own connections, which
 * lead nowhere that integrations may not reach.
 */
export class WebAclHook implements WebAcls {
  readonly counts: WebAclCounts = { allow: 0, block: 0, away: 0 };
  readonly whenAway: 'refuse' | 'pass';
  private readonly queue: CallQueue;

  constructor(
    private readonly settings: WebAclHookSettings,
    private readonly backends: Pick<BackendPools, 'get' | 'deadlines'>,
  ) {
    const { whenAway, callsMax, timeoutMs } = settings;
    this.whenAway = whenAway;
    this.queue = new CallQueue(callsMax, timeoutMs, backends.deadlines);
  }

  async ask(question: WebAclQuestion, gone: AbortSignal): Promise<WebAclAnswer> {
    const answer = await this.queue.run(() => this.call(question, gone)).catch(awayBy);
    const taken = answer ?? { away: `${this.settings.callsMax} questions are being answered` };
    this.counts['away' in taken ? 'away' : taken.action === 'ALLOW' ? 'allow' : 'block'] += 1;
    return taken;
  }

  private async call(question: WebAclQuestion, gone: AbortSignal): Promise<WebAclAnswer> {
    const { url, timeoutMs } = this.settings;
    const response = await this.backends.get({ origin: url.origin }, false).request({
      method: 'POST',
      path: url.pathname + url.search,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.any([gone, AbortSignal.timeout(timeoutMs)]),
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // Leaving the loop ends the response.
      if (bytes > answerBytesMax) return { away: `it answered more than ${answerBytesMax} bytes` };
      chunks.push(chunk);
    }
    if (response.statusCode !== 200) return { away: `it answered ${response.statusCode}` };
    return readAnswer(Buffer.concat(chunks).toString('utf8'));
  }
}

function readAnswer(text: string): WebAclAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { away: 'it answered what is no JSON' };
  }
  const action = (answer as { action?: unknown } | null)?.action;
  return action === 'ALLOW' || action === 'BLOCK' ? { action } : { away: 'it answered no action' };
}

const awayBy = (error: Error): WebAclAnswer => ({ away: `${error.name}: ${unquotedMessage(error)}` });
