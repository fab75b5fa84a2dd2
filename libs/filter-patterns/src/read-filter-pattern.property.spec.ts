import fc from 'fast-check';
import { readFilterPattern } from './read-filter-pattern.js';
import { glob } from './text/glob.js';
import { textFinder } from './text/find-text.js';
import { compileRegex } from './regex/compile-regex.js';

const letters = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength });

const matches = (pattern: string, message: string): boolean => {
  const read = readFilterPattern(pattern);
  if (!read.ok) throw new Error(`${pattern}: ${read.message}`);
  return read.pattern.matches(message);
};

test('a text is found where the engine finds it', () => {
  fc.assert(
    fc.property(letters('ab', 40), letters('ab', 200), fc.nat(20), (wanted, text, from) => {
      expect(textFinder(wanted).indexIn(text, from)).toBe(text.indexOf(wanted, from));
    }),
    { numRuns: 1000 },
  );
});

test('a value with wildcards means what trying every length means', () => {
  const tries = (pattern: string, text: string): boolean => {
    if (pattern === '') return text === '';
    if (pattern[0] !== '*') return pattern[0] === text[0] && tries(pattern.slice(1), text.slice(1));
    return Array.from({ length: text.length + 1 }, (_, length) => text.slice(length)).some((rest) =>
      tries(pattern.slice(1), rest),
    );
  };
  fc.assert(
    fc.property(letters('ab*', 8), letters('ab', 10), (pattern, text) => {
      expect(glob(pattern)(text)).toBe(tries(pattern, text));
    }),
    { numRuns: 1000 },
  );
});

test('an expression means what it means to the engine', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '\\W',
    '\\x61',
    '\\.',
    '[a-c1]',
    '^',
    '$',
  );
  const count = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '{2,}');
  const sequence = fc.array(fc.tuple(atom, count), { maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(sequence, { minLength: 1, maxLength: 3 }),
      letters('ab1. \n', 8),
      (sequences, text) => {
        const repeatable = (character: string, times: string) =>
          character + (character === '^' || character === '$' ? '' : times);
        const source = sequences
          .map((parts) => parts.map(([character, times]) => repeatable(character, times)).join(''))
          .join('|');
        fc.pre(source !== '');
        expect(compileRegex(source)?.test(text)).toBe(new RegExp(source).test(text));
      },
    ),
    { numRuns: 2000 },
  );
});

/** A condition, as a pattern has it and as a function. */
interface Case {
  readonly text: string;
  readonly holds: (value: Readonly<Record<string, unknown>>) => boolean;
}

const simple: fc.Arbitrary<Case> = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([name, operator, bound]) => ({
    text: `$.${name} ${operator} ${bound}`,
    holds: (root) => {
      const value = root[name];
      // A text that holds no number is another than each number, and neither less nor more.
      if (typeof value === 'string') return operator === '!=';
      if (typeof value !== 'number') return false;
      return {
        '=': value === bound,
        '!=': value !== bound,
        '<': value < bound,
        '<=': value <= bound,
        '>': value > bound,
        '>=': value >= bound,
      }[operator];
    },
  }));

const compound = fc.letrec<{ or: Case; and: Case; part: Case }>((tie) => ({
  or: fc.array(tie('and'), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(' || '),
    holds: (root) => parts.some(({ holds }) => holds(root)),
  })),
  and: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join('&&'),
    holds: (root) => parts.every(({ holds }) => holds(root)),
  })),
  part: fc.oneof(
    { maxDepth: 3 },
    simple,
    tie('or').map(({ text, holds }) => ({ text: `(${text})`, holds })),
  ),
})).or;

test('conditions on JSON mean what they mean taken one by one', () => {
  const member = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(null), fc.constant('x'));
  const root = fc.record({ a: member, b: member, c: member }, { requiredKeys: [] });
  fc.assert(
    fc.property(compound, root, ({ text, holds }, value) => {
      fc.pre(text.length < 1000);
      expect(matches(`{ ${text} }`, JSON.stringify(value))).toBe(holds(value));
    }),
    { numRuns: 1000 },
  );
});

test('words match by whether each is in the message', () => {
  const term = fc.tuple(
    fc.constantFrom('', '-', '?'),
    letters('ab', 3).filter((word) => word !== ''),
  );
  fc.assert(
    fc.property(fc.array(term, { maxLength: 5 }), letters('ab ', 12), (terms, message) => {
      const having = (sign: string) =>
        terms.filter(([own]) => own === sign).map(([, word]) => message.includes(word));
      const isOptional = terms.length > 0 && terms.every(([sign]) => sign === '?');
      const expected = isOptional
        ? having('?').includes(true)
        : !having('').includes(false) && !having('-').includes(true);
      expect(matches(terms.map((parts) => parts.join('')).join(' '), message)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test('no text makes reading a pattern, or matching by it, throw', () => {
  const syntax = letters('{}[]()$.*%"\\?-=!<>&|,^+ ab01', 40);
  const bracketed = fc.oneof(
    syntax,
    syntax.map((text) => `{ $.a${text}}`),
    syntax.map((text) => `[a${text}]`),
    syntax.map((text) => `%${text}%`),
  );
  fc.assert(
    fc.property(
      fc.oneof(bracketed, fc.string({ unit: 'binary' })),
      fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
      (pattern, message) => {
        const read = readFilterPattern(pattern);
        if (read.ok) expect(typeof read.pattern.matches(message)).toBe('boolean');
        else expect(read.message).not.toBe('');
      },
    ),
    { numRuns: 3000 },
  );
});
