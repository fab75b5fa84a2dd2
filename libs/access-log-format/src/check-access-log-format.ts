import { splitFormat } from './split-format.js';

/** Bytes of a format (guide page "HTTP API quotas": access log template). */
export const formatBytesMax = 3072;

/**
 * What AWS says of a format that a stage cannot have; null when it can. The texts are AWS's as public reports
 * show them, but that of the length, which is ours.
 */
export function checkAccessLogFormat(format: string): string | null {
  if (Buffer.byteLength(format) > formatBytesMax) {
    return `Access Log format must not be longer than ${formatBytesMax} bytes`;
  }
  const { names, lineEnd } = splitFormat(format);
  if (/[\r\n]/.test(format.slice(0, format.length - lineEnd.length))) {
    return `Access Log format must be single line, new line character is allowed only at end of the format: '${format}'`;
  }
  if (!names.includes('requestId') && !names.includes('extendedRequestId')) {
    return `Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`;
  }
  return null;
}
