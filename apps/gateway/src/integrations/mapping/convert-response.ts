import type { ContentHandling } from '#libs/snapshot-format';
import type { Invocation } from '../../invocation/invocation.js';
import type { IsBinary } from './binary-media-types.js';
import { firstAccepted, mediaTypeOf } from './choose-template.js';
import { conversionFor, type Conversion } from './convert-content.js';
import { mayConvert } from './convert-request.js';

/**
 * Compiles what becomes of an integration's answer: by contentHandling, the type that the backend says it is, and the first media type that
 * the caller accepts (guide page "Content type conversions"). Without an Accept header text is wanted (recorded: binary media); a backend that
 * names no type answers in text. Null: always text.
 */
export function compileAnswerConversion(
  handling: ContentHandling | null,
  isBinary: IsBinary,
): ((invocation: Invocation) => Conversion) | null {
  if (!mayConvert(handling, isBinary)) return null;
  return ({ head, integrationAnswer }) => {
    const contentType = headerOf(integrationAnswer!.rawHeaders, 'content-type');
    return conversionFor(
      handling,
      contentType !== null && isBinary(mediaTypeOf(contentType)),
      head.accept !== null && isBinary(firstAccepted(head.accept)),
    );
  };
}

/** The first value of a header, by its name in lower case. */
export function headerOf(rawHeaders: readonly Buffer[] | null, lower: string): string | null {
  if (rawHeaders === null) return null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === lower.length && name.toString('latin1').toLowerCase() === lower) {
      return rawHeaders[index + 1]!.toString('latin1');
    }
  }
  return null;
}
