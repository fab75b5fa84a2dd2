import { regexMatches, regexReplace, regexSplit } from '../regex/java-regex.js';
import { replaceLiteral } from '../regex/replace-literal.js';
import { equalsJava } from '../values/compare-values.js';
import { toInteger } from '../values/numbers.js';
import { ListValue } from '../values/value.js';
import { textArgument, type Method, type MethodTable } from './method.js';

const substring: Method<string> = (text, args) => {
  const from = toInteger(args[0]);
  const to = args.length > 1 ? toInteger(args[1]) : text.length;
  if (from === null || to === null || from < 0 || to > text.length || from > to) return null;
  return text.slice(from, to);
};

const charAt: Method<string> = (text, args) => {
  const index = toInteger(args[0]);
  return index !== null && index >= 0 && index < text.length ? text[index]! : null;
};

const indexOf: Method<string> = (text, args, budget) => {
  const sought = textArgument(args, 0, budget);
  budget.search(text, sought);
  return text.indexOf(sought, toInteger(args[1]) ?? 0);
};

const lastIndexOf: Method<string> = (text, args, budget) => {
  const sought = textArgument(args, 0, budget);
  budget.search(text, sought);
  return text.lastIndexOf(sought, toInteger(args[1]) ?? Infinity);
};

const replace: Method<string> = (text, args, budget) =>
  replaceLiteral(text, textArgument(args, 0, budget), textArgument(args, 1, budget), budget);

const split: Method<string> = (text, args, budget) => {
  const pieces = regexSplit(text, textArgument(args, 0, budget), toInteger(args[1]) ?? 0, budget);
  return pieces && new ListValue(pieces, false);
};

const equalsIgnoreCase: Method<string> = (text, args, budget) => {
  const other = args[0];
  budget.work(text.length * 2);
  // First of all the length: what is not looked at need not be counted.
  return (
    typeof other === 'string' && other.length === text.length && text.toLowerCase() === other.toLowerCase()
  );
};

const compareTo = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** `java.lang.String`. */
export const stringMethods: MethodTable<string> = new Map<string, Method<string>>([
  ['charAt', charAt],
  ['compareTo', (text, args, budget) => compareTo(text, textArgument(args, 0, budget))],
  ['concat', (text, args, budget) => budget.text(text + textArgument(args, 0, budget))],
  ['contains', (text, args, budget) => (indexOf(text, args.slice(0, 1), budget) as number) >= 0],
  ['endsWith', (text, args, budget) => text.endsWith(textArgument(args, 0, budget))],
  ['equals', (text, args, budget) => equalsJava(text, args[0] ?? null, budget)],
  ['equalsIgnoreCase', equalsIgnoreCase],
  ['indexOf', indexOf],
  ['isBlank', (text, _args, budget) => (budget.work(text.length), text.trim() === '')],
  ['isEmpty', (text) => text === ''],
  ['lastIndexOf', lastIndexOf],
  ['length', (text) => text.length],
  ['matches', (text, args, budget) => regexMatches(text, textArgument(args, 0, budget), budget)],
  ['replace', replace],
  [
    'replaceAll',
    (text, args, budget) =>
      regexReplace(text, textArgument(args, 0, budget), textArgument(args, 1, budget), true, budget),
  ],
  [
    'replaceFirst',
    (text, args, budget) =>
      regexReplace(text, textArgument(args, 0, budget), textArgument(args, 1, budget), false, budget),
  ],
  ['split', split],
  [
    'startsWith',
    (text, args, budget) =>
      text.startsWith(textArgument(args, 0, budget), Math.max(0, toInteger(args[1]) ?? 0)),
  ],
  ['strip', (text, _args, budget) => (budget.work(text.length), text.trim())],
  ['substring', substring],
  ['toLowerCase', (text, _args, budget) => budget.text(text.toLowerCase())],
  ['toString', (text) => text],
  ['toUpperCase', (text, _args, budget) => budget.text(text.toUpperCase())],
  // Java's trim takes everything up to the blank, JavaScript's also other spaces of Unicode.
  [
    'trim',
    (text, _args, budget) => (budget.work(text.length), text.replace(/^[\u0000-\u0020]+/, '').trimEnd()),
  ],
  // A static method that Java lets one call on any text: "".valueOf(1).
  ['valueOf', (_text, args, budget) => textArgument(args, 0, budget)],
]);
