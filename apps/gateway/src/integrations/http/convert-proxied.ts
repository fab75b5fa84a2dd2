import type { ContentHandling } from '#libs/snapshot-format';
import type { Received, Sending } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import type { ActiveIntegration } from '../integration.js';
import type { IsBinary } from '../mapping/binary-media-types.js';
import { readWhole } from '../transport/call-and-read.js';
import { compileResultConversion, type ResultConversion } from '../mapping/convert-response.js';
import { convertContent } from '../mapping/convert-content.js';
import { compileRequestConversion, mayConvert } from '../mapping/convert-request.js';
import { headerOf } from '../../http/raw-headers.js';

/**
 * Lays the conversions of binary media over an HTTP_PROXY integration. Bodies that go on as they are still
 * stream, and are not read as UTF-8 on the way: that would only break what is none. What is to be converted
 * is read whole, up to 10 MiB. An API without binary media types and contentHandling pays nothing: it gets
 * the integration back as it is.
 */
export function convertProxied(
  proxy: ActiveIntegration,
  handling: ContentHandling | null,
  isBinary: IsBinary,
): ActiveIntegration {
  const ofRequest = handling !== null && mayConvert(handling, isBinary);
  const responseConversion = compileResultConversion(null, isBinary);
  if (!ofRequest && responseConversion === null) return proxy;
  const convertRequest = compileRequestConversion(handling, isBinary);

  return {
    ...proxy,
    readsBody: proxy.readsBody || ofRequest,
    buildRequest: ofRequest
      ? (invocation) => convertRequest(invocation, false) ?? proxy.buildRequest(invocation)
      : proxy.buildRequest,
    call:
      responseConversion === null
        ? proxy.call
        : async (invocation) => (await proxy.call!(invocation)) ?? convert(invocation, responseConversion),
  };
}

async function convert(invocation: Sending, conversionFor: ResultConversion): Promise<Verdict> {
  const received = invocation as Received;
  const conversion = conversionFor(received);
  if (conversion === 'keep' || conversion === 'text' || !hasPlainBody(received)) return null;
  const verdict = await readWhole(received, received.exchange);
  if (verdict) return verdict;
  const { result } = received.exchange;
  const body = convertContent(result.body!, conversion);
  received.exchange.result = { ...result, body };
  return body === null ? reject('mapping.base64', 'the answer is not Base64') : null;
}

/**
 * A body in a content coding is not what its media type says; what answers HEAD, 204 and 304 is a head alone.
 */
function hasPlainBody({ exchange }: Received): boolean {
  const { status, rawHeaders } = exchange.result;
  if (exchange.request!.httpMethod === 'HEAD' || status === 204 || status === 304) return false;
  return headerOf(rawHeaders, 'content-encoding') === null;
}
