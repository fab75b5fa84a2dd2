import { createHash } from 'node:crypto';

/** RFC 6455, 1.3: what a server adds to the key before it hashes. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A request for the upgrade; what is left out is as a browser has it. */
export interface HandshakeOptions {
  readonly method?: string;
  /** Path and query. */
  readonly path?: string;
  readonly version?: string;
  readonly host?: string;
  /**
   * Headers in the place of those of a browser, by their names as those are written (`Sec-WebSocket-Key`), or
   * beside them. null leaves a header out, a list sends it several times.
   */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
}

/** The key of RFC 6455's own example. */
export const exampleKey = 'dGhlIHNhbXBsZSBub25jZQ==';

/** The head of the request, whole, in Latin-1 as it goes on the wire. */
export function handshakeRequest(options: HandshakeOptions = {}): Buffer {
  const headers = {
    Host: options.host ?? 'localhost',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': exampleKey,
    'Sec-WebSocket-Version': '13',
    ...options.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${name}: ${one}`),
  );
  const first = `${options.method ?? 'GET'} ${options.path ?? '/'} HTTP/${options.version ?? '1.1'}`;
  return Buffer.from([first, ...lines, '', ''].join('\r\n'), 'latin1');
}

/** What `Sec-WebSocket-Accept` must say to a key. */
export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}${guid}`).digest('base64');
}

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  /** By their names in lower case; what came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The head at the start of `bytes` and what stands behind it, or null where it is not whole yet. */
export function readResponseHead(
  bytes: Buffer,
): { readonly head: ResponseHead; readonly rest: Buffer } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { head: { status: Number(first.split(' ')[1]), headers }, rest: bytes.subarray(end + 4) };
}
