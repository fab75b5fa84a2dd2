import type { Invocation } from '../../invocation/invocation.js';
import { handshakeSecrets } from './handshake-secrets.js';
import { maskAll, maskCutSecret, spellingsOf } from './mask-all.js';

/** Masked by their names, wherever they are from. */
const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'x-amz-security-token',
  'cookie',
  'set-cookie',
]);
/** Most headers are none by their length. */
const lengths: ReadonlySet<number> = new Set(Array.from(secretHeaders, ({ length }) => length));
const secretParameters: ReadonlySet<string> = new Set([
  'x-amz-security-token',
  'x-amz-signature',
  'access_token',
]);
/** Shorter texts are found where they are none. */
const charsMin = 8;
/** What is kept of a body is no shorter: 1,025 bytes of characters of four. */
const cutCharsMin = 256;

/** By which a secret at a cut is known: one or two are no loss. */
const fewCharacters = 3;

/**
 * What of a request must not be in a log: headers and query parameters that are secrets by their names, what
 * its authorizer knows callers by, and the API key; masked under their names, and wherever else their values
 * turn up, since mappings, events and backends carry them on.
 */
export class RequestSecrets {
  private readonly values = new Set<string>();
  private readonly ofAuthorizer: ReadonlySet<string> | null;

  constructor(invocation: Invocation) {
    const { request, address, method, apiKeyValue, usageIdentifierKey, exchange } = invocation;
    let ofAuthorizer: Set<string> | null = null;
    for (const { expression, value } of method?.identity?.(invocation) ?? []) {
      const [, header] = /^(?:method\.|route\.|\$)request\.header\.(.+)$/.exec(expression) ?? [];
      if (header !== undefined) (ofAuthorizer ??= new Set<string>()).add(header.toLowerCase());
      else if (!/^(?:method\.|route\.|\$)request\./.test(expression)) continue;
      this.add(value);
    }
    this.ofAuthorizer = ofAuthorizer;
    for (const value of invocation.stage?.observability.secretValues ?? []) this.addSpelled(value);
    if (apiKeyValue !== null) this.add(apiKeyValue);
    if (usageIdentifierKey !== null) this.add(usageIdentifierKey);
    this.addHeaders(request.rawHeaders);
    // Those that mappings have set: a backend may say back what it was sent.
    this.addHeaders(exchange?.request?.headers ?? []);
    if (address.query !== '') this.addParameters(address.query);
    if (invocation.event?.type === 'CONNECT') {
      for (const value of handshakeSecrets(address.query, request.rawHeaders)) this.add(value);
    }
  }

  isSecret(headerName: string): boolean {
    if (this.ofAuthorizer === null && !lengths.has(headerName.length)) return false;
    const lower = headerName.toLowerCase();
    return secretHeaders.has(lower) || (this.ofAuthorizer?.has(lower) ?? false);
  }

  /** The text without any of the secrets; where it is the beginning of a long one, without parts of them. */
  mask(text: string): string {
    const masked = maskAll(text, this.values);
    return text.length >= cutCharsMin ? maskCutSecret(masked, this.values) : masked;
  }

  /** The same for a text that was cut where it ends, however short: no more than two characters are left. */
  maskCut(text: string): string {
    return maskCutSecret(maskAll(text, this.values), this.values, fewCharacters);
  }

  private add(value: string): void {
    for (const part of partsOf(value)) {
      if (part.length >= charsMin) this.addSpelled(part);
    }
  }

  private addSpelled(value: string): void {
    for (const spelled of spellingsOf(value)) this.values.add(spelled);
  }

  private addHeaders(headers: readonly string[]): void {
    for (let index = 0; index < headers.length; index += 2) {
      if (this.isSecret(headers[index]!)) this.add(headers[index + 1]!);
    }
  }

  private addParameters(query: string): void {
    for (const [name, value] of new URLSearchParams(query)) {
      if (secretParameters.has(name.toLowerCase())) this.add(value);
    }
  }
}

/** The whole first: `Bearer <token>` and the token, `a=1; session=<id>` and the id. */
function partsOf(value: string): string[] {
  const blank = value.lastIndexOf(' ');
  const parts = blank < 0 ? [value] : [value, value.slice(blank + 1)];
  if (!value.includes('=')) return parts;
  return [...parts, ...value.split(/[;,]\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1))];
}
