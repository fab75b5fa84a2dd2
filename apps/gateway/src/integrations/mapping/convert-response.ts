import { headerOf } from '../../http/raw-headers.js';
import type { ContentHandling } from '#libs/snapshot-format';
import type { Received } from '../../invocation/invocation.js';
import type { IsBinary } from './binary-media-types.js';
import { conversionFor, type Conversion } from './convert-content.js';
import { mayConvert } from './convert-request.js';
import { firstAccepted, mediaTypeOf } from '../../http/media-type.js';

/** What is done to the body of an integration's result. */
export type ResultConversion = (invocation: Received) => Conversion;

/**
 * Compiles what becomes of an integration's response: by contentHandling, the type that the backend says it
 * is, and the first media type that the caller accepts (guide page "Content type conversions"). Without an
 * Accept header text is wanted (recorded: binary media); a backend that names no type answers in text. Null:
 * always text.
 */
export function compileResultConversion(
  handling: ContentHandling | null,
  isBinary: IsBinary,
): ResultConversion | null {
  if (!mayConvert(handling, isBinary)) return null;
  return ({ request, exchange }) => {
    const contentType = headerOf(exchange.result.rawHeaders, 'content-type');
    return conversionFor(
      handling,
      contentType !== null && isBinary(mediaTypeOf(contentType)),
      request.accept !== null && isBinary(firstAccepted(request.accept)),
    );
  };
}
