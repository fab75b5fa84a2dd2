import type { ContentHandling } from '#libs/snapshot-format';
import type { Invocation } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import { nothingIsBinary, type IsBinary } from './binary-media-types.js';
import { conversionFor, convertContent, givesText } from './convert-content.js';
import { mediaTypeOf } from '../../http/media-type.js';

/**
 * Converts `body` of an invocation in place, so that templates, mappings and backend see what comes of it.
 */
export type RequestConversion = (invocation: Invocation, forTemplate: boolean) => Rejection | null;

/**
 * Compiles an integration's contentHandling. A request without a Content-Type counts as `application/json`,
 * as it does for templates: with the binary media type of everything it is binary, also without a body, and a
 * template for it a configuration error (seen at AWS with preflights to MOCK, which need CONVERT_TO_TEXT
 * then).
 */
export function compileRequestConversion(
  handling: ContentHandling | null,
  isBinary: IsBinary,
): RequestConversion {
  return (invocation, forTemplate) => {
    const binary = isBinary(mediaTypeOf(invocation.request.contentType ?? 'application/json'));
    const conversion = conversionFor(handling, binary, binary);
    if (forTemplate && !givesText(conversion)) {
      return reject('mapping.binary_template', 'a request template cannot read a binary body');
    }
    const { body } = invocation;
    // A template reads the body as text anyway.
    if (body === null || body.length === 0 || (forTemplate && conversion === 'text')) return null;
    const converted = convertContent(body, conversion);
    if (converted === null) return reject('mapping.base64', 'the body is not Base64');
    invocation.body = converted;
    return null;
  };
}

/**
 * Whether a body may become another one, or a template be refused it; false for an API without binary media
 * types, unless it asks for bytes.
 */
export function mayConvert(handling: ContentHandling | null, isBinary: IsBinary): boolean {
  return isBinary !== nothingIsBinary || handling === 'CONVERT_TO_BINARY';
}
