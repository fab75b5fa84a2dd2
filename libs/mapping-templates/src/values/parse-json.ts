import { checkValueDepth, type Budget } from '../evaluate/budget.js';
import { integerOf } from './numbers.js';
import { DoubleValue, ListValue, MapValue, type Value } from './value.js';

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const [QUOTE, BACKSLASH] = [34, 92];

/**
 * Reads JSON into template values; `undefined` when it is none. JSON.parse would lose what Java keeps: that
 * `1.0` is no integer, integers over 2^53, and the order of members that look like numbers.
 */
export function parseJson(text: string, budget: Budget): Value | undefined {
  budget.work(text.length);
  const reader = new JsonReader(text, budget);
  const value = reader.value(0);
  return value !== undefined && reader.isAtEnd() ? value : undefined;
}

// Character by character where it counts: payloads have megabytes.
class JsonReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly budget: Budget,
  ) {}

  isAtEnd(): boolean {
    this.skipSpace();
    return this.at === this.text.length;
  }

  value(depth: number): Value | undefined {
    this.skipSpace();
    this.budget.tick();
    switch (this.text[this.at]) {
      case '{':
        return this.map(depth + 1);
      case '[':
        return this.list(depth + 1);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private map(depth: number): MapValue | undefined {
    checkValueDepth(depth);
    // An empty map takes as much memory as one with a few members: dearer to make than anything it may hold.
    this.budget.step();
    this.budget.items(3);
    const map = new MapValue();
    this.at++;
    if (this.takes('}')) return map;
    do {
      this.skipSpace();
      const key = this.string();
      if (key === undefined || !this.takes(':')) return undefined;
      const value = this.value(depth);
      if (value === undefined) return undefined;
      map.put(key, value);
      this.budget.member(map.entries.size);
    } while (this.takes(','));
    return this.takes('}') ? map : undefined;
  }

  private list(depth: number): ListValue | undefined {
    checkValueDepth(depth);
    this.budget.step();
    const items: Value[] = [];
    this.at++;
    if (this.takes(']')) return new ListValue(items, true);
    do {
      const value = this.value(depth);
      if (value === undefined) return undefined;
      items.push(value);
    } while (this.takes(','));
    return this.takes(']') ? new ListValue(items, true) : undefined;
  }

  private string(): string | undefined {
    if (this.text.charCodeAt(this.at) !== QUOTE) return undefined;
    let hasEscapes = false;
    let end = this.at + 1;
    for (; ; end++) {
      const unit = this.text.charCodeAt(end);
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) {
        hasEscapes = true;
        end++;
      } else if (!(unit >= 32)) {
        // Control characters, and the end of the text, which is NaN.
        return undefined;
      }
    }
    const start = this.at;
    this.at = end + 1;
    if (!hasEscapes) return this.text.slice(start + 1, end);
    this.budget.items(3);
    return unescape(this.text.slice(start, this.at));
  }

  private number(): Value | undefined {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    const isInteger = found[1] === undefined && found[2] === undefined;
    // A double and an integer of many digits are objects.
    if (!isInteger || found[0].length > 15) this.budget.items(4);
    return isInteger ? (integerOf(found[0]) ?? undefined) : new DoubleValue(Number(found[0]));
  }

  private word(word: string, value: boolean | null): boolean | null | undefined {
    if (!this.text.startsWith(word, this.at)) return undefined;
    this.at += word.length;
    return value;
  }

  private takes(mark: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.at++;
    }
  }
}

/** A string literal with escapes, `undefined` when one of them is none. */
function unescape(literal: string): string | undefined {
  if (/\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})/.test(literal.replace(/\\\\/g, ''))) return undefined;
  return JSON.parse(literal) as string;
}
