import type { LambdaIntegration } from '#libs/snapshot-format';
import type { ExchangeWithResult } from '../../invocation/exchange.js';
import type { Received, Sending } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { reject } from '../../refusals/rejection.js';
import { headerOf } from '../../http/raw-headers.js';
import type { ActiveIntegration, IntegrationSetting } from '../integration.js';
import { readWhole } from '../transport/call-and-read.js';
import { callBackend } from '../transport/call-backend.js';
import { FunctionStream, type FunctionHead } from './function-stream.js';
import { readStreamedHead } from './function-response.js';
import { withFunctionTrace } from './lambda-proxy.js';

/**
 * AWS_PROXY with responseTransferMode STREAM: the function is called by InvokeWithResponseStream, and its
 * response goes on as it arrives (guide page "Stream the integration response"). An endpoint that returns
 * responses whole, as local runtimes do, is served like any other.
 */
export function streamResponses(
  proxy: ActiveIntegration,
  { timeoutMs }: LambdaIntegration,
  { services }: IntegrationSetting,
): ActiveIntegration {
  async function call(invocation: Sending): Promise<Verdict> {
    const options = { timeoutMs, insecureSkipVerification: false };
    const verdict = await callBackend(services.backends, invocation, invocation.exchange, options);
    if (verdict) return verdict;
    const exchange = invocation.exchange as ExchangeWithResult;
    const { status, rawHeaders } = exchange.result;
    const isStream = headerOf(rawHeaders, 'content-type')?.startsWith('application/vnd.amazon.eventstream');
    if (status < 300 && isStream) return readHead(exchange);
    const unread = await readWhole(invocation, exchange);
    if (unread) return unread;
    return status < 300 ? null : reject('integration.refused', `the Invoke API answered ${status}`);
  }

  async function readHead(exchange: ExchangeWithResult): Promise<Verdict> {
    const { result } = exchange;
    let stream: FunctionStream;
    const head = await new Promise<FunctionHead>((resolve) => {
      stream = new FunctionStream(result.stream!, resolve);
    });
    exchange.result = { ...result, stream: stream! };
    if (!head.ok) return head.rejection;
    const read = readStreamedHead(head.metadata);
    if (!read.ok) return reject('function.answer', read.reason);
    exchange.head = read.response;
    return null;
  }

  function buildResponse(invocation: Received): Verdict {
    const { head } = invocation.exchange;
    if (head === null) return proxy.buildResponse(invocation);
    const { stream, body } = invocation.exchange.result;
    invocation.response = {
      ...head,
      headers: withFunctionTrace(invocation, head.headers),
      body: stream ?? body,
    };
    return null;
  }

  return { ...proxy, streamsForMs: timeoutMs, call, buildResponse };
}
