/** What one step of an expression takes. */
export type Atom =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  /** A character of the set. */
  | { readonly kind: 'character'; readonly has: (code: number) => boolean };

/** An atom and how often it comes; `max` is null where there is no bound. */
export interface Repeated {
  readonly atom: Atom;
  readonly min: number;
  readonly max: number | null;
}

/** Alternatives, each a list of what comes one after another. */
export type Regex = readonly (readonly Repeated[])[];

/** Characters that stand for themselves (User Guide: supported regular expressions), the blank among them. */
const literal = /[A-Za-z0-9:_#=@/;, -]/;
const classEscapes: Readonly<Record<string, RegExp>> = { d: /\d/, s: /[ \t\n\r\f\v]/, w: /\w/ };

/**
 * The expression between percent signs; null for one that is not of the language: groups, characters beyond
 * ASCII, and symbols that are neither operators nor supported.
 */
export function parseRegex(text: string): Regex | null {
  const reader = new RegexReader(text);
  return text === '' ? null : reader.alternatives();
}

class RegexReader {
  private at = 0;
  constructor(private readonly text: string) {}

  alternatives(): Regex | null {
    const alternatives: Repeated[][] = [[]];
    while (this.at < this.text.length) {
      if (this.takes('|')) alternatives.push([]);
      else {
        const next = this.repeated();
        if (!next) return null;
        alternatives.at(-1)!.push(next);
      }
    }
    return alternatives;
  }

  private repeated(): Repeated | null {
    const atom = this.atom();
    if (!atom) return null;
    const [min, max] = this.bounds() ?? [-1, -1];
    if (min < 0 || (max !== null && max < min)) return null;
    // One after another, `a+*` would mean something to nobody.
    if (/[?*+]/.test(this.text.charAt(this.at))) return null;
    return { atom, min, max };
  }

  /** How often: an operator, a count in braces, or once; null for braces that hold no count. */
  private bounds(): readonly [number, number | null] | null {
    if (this.takes('?')) return [0, 1];
    if (this.takes('*')) return [0, null];
    if (this.takes('+')) return [1, null];
    if (!this.takes('{')) return [1, 1];
    const end = this.text.indexOf('}', this.at);
    const count = /^(\d{0,4})(,\s?(\d{0,4}))?$/.exec(this.text.slice(this.at, end));
    if (end === -1 || !count || (!count[1] && !count[3])) return null;
    this.at = end + 1;
    const min = Number(count[1] ?? 0);
    return [min, count[2] === undefined ? min : count[3] ? Number(count[3]) : null];
  }

  private atom(): Atom | null {
    const character = this.text[this.at++]!;
    if (character === '^') return { kind: 'start' };
    if (character === '$') return { kind: 'end' };
    if (character === '.') return { kind: 'character', has: (code) => code !== 10 };
    if (character === '[') return this.characterClass();
    if (character === '\\') return setAtom(this.escaped());
    // A brace that closes nothing is one.
    return literal.test(character) || character === '}' || character === ']' ? oneOf(character) : null;
  }

  private characterClass(): Atom | null {
    const isNegated = this.takes('^');
    const sets: CharacterSet[] = [];
    for (let isFirst = true; isFirst || !this.takes(']'); isFirst = false) {
      const set = this.classMember();
      if (!set) return null;
      sets.push(set);
    }
    return {
      kind: 'character',
      has: (code) => sets.some(({ has }) => has(code)) !== isNegated,
    };
  }

  private classMember(): CharacterSet | null {
    const from = this.classCharacter();
    if (!from || this.text[this.at] !== '-' || this.text[this.at + 1] === ']') return from;
    this.at += 1;
    const to = this.classCharacter();
    if (from.only === null || !to || to.only === null || to.only < from.only) return null;
    const [least, most] = [from.only, to.only];
    return { has: (code) => code >= least && code <= most, only: null };
  }

  private classCharacter(): CharacterSet | null {
    const character = this.text[this.at++];
    if (character === '\\') return this.escaped();
    const stands = character !== undefined && (literal.test(character) || /[$^?{}|*+.[]/.test(character));
    return stands ? single(character.charCodeAt(0)) : null;
  }

  private escaped(): CharacterSet | null {
    const character = this.text[this.at++];
    if (character === undefined) return null;
    const known = classEscapes[character.toLowerCase()];
    if (known) {
      const wanted = character === character.toLowerCase();
      return { has: (code) => known.test(String.fromCharCode(code)) === wanted, only: null };
    }
    if (character === 'x') {
      const hex = /^[0-9A-Fa-f]{2}/.exec(this.text.slice(this.at))?.[0];
      this.at += 2;
      return hex === undefined ? null : single(Number.parseInt(hex, 16));
    }
    return /[A-Za-z0-9]|[^\x20-\x7e]/.test(character) ? null : single(character.charCodeAt(0));
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}

/** Characters; `only` where it is one. */
interface CharacterSet {
  readonly has: (code: number) => boolean;
  readonly only: number | null;
}

const single = (only: number): CharacterSet => ({ has: (code) => code === only, only });
const setAtom = (set: CharacterSet | null): Atom | null => set && { kind: 'character', has: set.has };
const oneOf = (character: string): Atom => setAtom(single(character.charCodeAt(0)))!;
