import type { Position, Span } from '../policy.js';

/** A value of a JSON text with the place of each object in it, or where the text is wrong. */
export type JsonDocument =
  | { readonly ok: true; readonly value: unknown; readonly spans: ReadonlyMap<object, Span> }
  | { readonly ok: false; readonly at: Position; readonly reason: JsonFault };

export type JsonFault = 'not JSON' | 'a name twice in one object' | 'too deep' | 'too long';

export interface JsonBounds {
  readonly charsMax: number;
  readonly depthMax: number;
}

/**
 * Reads JSON (RFC 8259) as JSON.parse does, and is stricter where a policy must mean one thing: an object
 * must not have a name twice, of which parsers take the first or the last as they like. Bounded in length and
 * depth; takes time in proportion to the length. Never throws.
 */
export function readJson(text: string, bounds: JsonBounds): JsonDocument {
  if (text.length > bounds.charsMax) return { ok: false, at: { line: 1, column: 1 }, reason: 'too long' };
  const reader = new JsonReader(text, bounds.depthMax);
  const value = reader.readDocument();
  return reader.fault === null
    ? { ok: true, value, spans: reader.spans }
    : { ok: false, at: reader.position(), reason: reader.fault };
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const word = /true|false|null/y;
const space = /[ \t\r\n]*/y;

/** After the first fault every method returns at once; what they return then is not looked at. */
class JsonReader {
  fault: JsonFault | null = null;
  readonly spans = new Map<object, Span>();
  private at = 0;
  /** The line of the last position that was asked for, where it begins, and where it ends. */
  private line = 1;
  private lineStart = 0;
  private lineEnd = 0;

  constructor(
    private readonly text: string,
    private readonly depthMax: number,
  ) {
    this.lineEnd = this.findLineEnd();
  }

  /** Of the next character. */
  position(): Position {
    while (this.lineEnd < this.at) {
      this.line += 1;
      this.lineStart = this.lineEnd + 1;
      this.lineEnd = this.findLineEnd();
    }
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  readDocument(): unknown {
    const value = this.readValue(0);
    if (this.at < this.text.length) this.fail('not JSON');
    return value;
  }

  private findLineEnd(): number {
    const end = this.text.indexOf('\n', this.lineStart);
    return end === -1 ? this.text.length : end;
  }

  private readValue(depth: number): unknown {
    this.take(space);
    let value: unknown;
    const first = this.text[this.at];
    if (depth > this.depthMax) this.fail('too deep');
    else if (first === '{') value = this.readObject(depth);
    else if (first === '[') value = this.readArray(depth);
    else value = this.readScalar(first);
    this.take(space);
    return value;
  }

  private readScalar(first: string | undefined): unknown {
    const token = this.take(
      first === '"' ? string : first !== undefined && /[a-z]/.test(first) ? word : number,
    );
    return token === '' ? this.fail('not JSON') : (JSON.parse(token) as unknown);
  }

  private readObject(depth: number): object {
    const members = new Map<string, unknown>();
    this.at += 1;
    const start = this.position();
    this.readList('}', () => {
      const name = this.take(string);
      if (name === '') return this.fail('not JSON');
      const key = JSON.parse(name) as string;
      if (members.has(key)) return this.fail('a name twice in one object');
      this.take(space);
      if (!this.takeCharacter(':')) return this.fail('not JSON');
      members.set(key, this.readValue(depth + 1));
    });
    // Own members whatever their name, __proto__ too.
    const object = Object.fromEntries(members);
    this.spans.set(object, { start, end: this.position() });
    return object;
  }

  private readArray(depth: number): unknown[] {
    const elements: unknown[] = [];
    this.at += 1;
    this.readList(']', () => void elements.push(this.readValue(depth + 1)));
    return elements;
  }

  private readList(end: string, readElement: () => void): void {
    this.take(space);
    if (this.takeCharacter(end)) return;
    do {
      this.take(space);
      readElement();
      this.take(space);
    } while (this.fault === null && this.takeCharacter(','));
    if (this.fault === null && !this.takeCharacter(end)) this.fail('not JSON');
  }

  private take(token: RegExp): string {
    if (this.fault !== null) return '';
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private takeCharacter(character: string): boolean {
    if (this.fault !== null || this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private fail(fault: JsonFault): void {
    this.fault ??= fault;
  }
}
