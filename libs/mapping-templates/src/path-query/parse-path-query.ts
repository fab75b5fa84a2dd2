import { numberOf } from '../values/numbers.js';
import type { Value } from '../values/value.js';
import type { Condition, PathQuery, Segment, Select } from './path-query.js';

const PATH_CHARS_MAX = 2000;
const NAME = /[^.[\]()'"\s@?*,]+/y;
const QUOTED = /\s*(?:'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)")\s*/y;
const INDEX = /\s*(-?\d{1,9})\s*/y;
const SLICE = /\s*(-?\d{1,9})?\s*:\s*(-?\d{1,9})?\s*\]/y;
const CONDITION_PATH = /\s*(!?)\s*@((?:\.[A-Za-z_$][\w$-]*|\[\s*'[^']*'\s*\]|\[\s*"[^"]*"\s*\])*)\s*/y;
const OPERATOR = /(==|!=|<=|>=|<|>)/y;
const OPERAND = /\s*(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|(true|false|null))\s*/y;

/** Reads a JSONPath; null for a text that is none. A path without `$` starts at the root, as in Jayway. */
export function parsePathQuery(text: string): PathQuery | null {
  if (text.length > PATH_CHARS_MAX) return null;
  const trimmed = text.trim();
  const reader = new PathReader(
    /^[$@]/.test(trimmed) ? trimmed.slice(1) : trimmed.startsWith('[') ? trimmed : `.${trimmed}`,
  );
  const segments: Segment[] = [];
  while (!reader.isAtEnd) {
    const segment = reader.segment();
    if (segment === null) return null;
    segments.push(segment);
  }
  return { segments, isDefinite: segments.every(isDefinite) };
}

function isDefinite({ isDeep, select }: Segment): boolean {
  if (isDeep) return false;
  if (select.kind === 'names') return select.names.length === 1;
  return select.kind === 'length' || (select.kind === 'indexes' && select.indexes.length === 1);
}

class PathReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  segment(): Segment | null {
    const isDeep = this.takeText('..');
    if (!isDeep && this.match(/\.(?:length|size)\(\)$/y) !== null)
      return { isDeep, select: { kind: 'length' } };
    const hasDot = isDeep || this.takeText('.');
    const select = this.takeText('[') ? this.brackets() : hasDot ? this.dotted() : null;
    return select && { isDeep, select };
  }

  private dotted(): Select | null {
    if (this.takeText('*')) return { kind: 'all' };
    const name = this.match(NAME)?.[0];
    return name === undefined ? null : { kind: 'names', names: [name] };
  }

  private brackets(): Select | null {
    if (this.match(/\s*\*\s*\]/y) !== null) return { kind: 'all' };
    if (this.match(/\s*\?\s*\(/y) !== null) return this.filter();
    const slice = this.match(SLICE);
    if (slice !== null) {
      return {
        kind: 'slice',
        from: slice[1] === undefined ? null : Number(slice[1]),
        to: slice[2] === undefined ? null : Number(slice[2]),
      };
    }
    const names = this.listOf(QUOTED, (found) => (found[1] ?? found[2]!).replace(/\\([^])/g, '$1'));
    if (names !== null) return this.takeText(']') ? { kind: 'names', names } : null;
    const indexes = this.listOf(INDEX, (found) => Number(found[1]));
    return indexes !== null && this.takeText(']') ? { kind: 'indexes', indexes } : null;
  }

  private listOf<T>(item: RegExp, read: (found: RegExpExecArray) => T): T[] | null {
    const items: T[] = [];
    do {
      const found = this.match(item);
      if (found === null) return null;
      items.push(read(found));
    } while (this.takeText(','));
    return items;
  }

  private filter(): Select | null {
    const anyOf: Condition[][] = [];
    do {
      const allOf: Condition[] = [];
      do {
        const condition = this.condition();
        if (condition === null) return null;
        allOf.push(condition);
      } while (this.takeText('&&'));
      anyOf.push(allOf);
    } while (this.takeText('||'));
    return this.match(/\s*\)\s*\]/y) === null ? null : { kind: 'filter', anyOf };
  }

  private condition(): Condition | null {
    const place = this.match(CONDITION_PATH);
    if (place === null) return null;
    const path = Array.from(
      place[2]!.matchAll(/\.([^.[]+)|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\]/g),
      ([, plain, single, double]) => plain ?? single ?? double!,
    );
    const negated = place[1] === '!';
    const operator = this.match(OPERATOR)?.[1] as Condition['operator'] | undefined;
    if (operator === undefined) return { path, operator: null, operand: null, negated };
    const operand = this.match(OPERAND);
    return operand === null || negated ? null : { path, operator, operand: operandOf(operand), negated };
  }

  private takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at += found[0].length;
    return found;
  }
}

function operandOf([, single, double, number, word]: RegExpExecArray): Value {
  if (number !== undefined) return numberOf(number);
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  return single ?? double!;
}
