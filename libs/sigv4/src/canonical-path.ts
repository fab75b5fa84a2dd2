import { percentDecode, uriEncode, uriEncodeBytes } from './uri-encode.js';

/**
 * The path line of a canonical request (AWS "Create a signed AWS API request", step 1).
 *
 * S3 signs the path encoded once and unchanged. Every other service normalises it (dot segments and repeated
 * slashes go, as the SDKs and aws-cli do before signing) and encodes what is on the wire once more, so that a
 * `%2F` of `/tags/arn%3A...%2Frestapis%2Fid` becomes `%252F`.
 */
export function canonicalPath(rawPath: string, service: string): string {
  if (service === 's3')
    return encodeSegments(rawPath, (segment) => uriEncodeBytes(percentDecode(segment))) || '/';
  if (isCanonical(rawPath)) return rawPath;
  return encodeSegments(normalisePath(rawPath), uriEncode);
}

/** Most paths: nothing to normalise, and nothing to encode. */
const isCanonical = (path: string): boolean => /^\/[\w/~-]*$/.test(path) && !path.includes('//');

function encodeSegments(path: string, encode: (segment: string) => string): string {
  return path.split('/').map(encode).join('/');
}

function normalisePath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return kept.length === 0 ? '/' : `/${kept.join('/')}${path.endsWith('/') ? '/' : ''}`;
}
