import type { CapturedMessage } from '../../wire/tollgate/captures.js';

/** Headers, a line each. */
export function headerLines({ headers }: Pick<CapturedMessage, 'headers'>): string {
  const lines: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2)
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return lines.join('\n');
}

/** What stands over a body: how much there is of it, and whether more is shown. */
export function bodyTitle({ body, bodyBytes, bodyEncoding, isTruncated }: CapturedMessage): string {
  if (bodyBytes === 0) return 'No body';
  const shown = body === '' ? ', not kept' : isTruncated ? ', its beginning' : '';
  return `Body, ${bodyBytes} bytes${shown}${bodyEncoding === 'base64' ? ', as base64' : ''}`;
}
