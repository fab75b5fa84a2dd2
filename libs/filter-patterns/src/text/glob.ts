import { textFinder } from './find-text.js';

/** Whether a text is as a value with wildcards says. */
export type TextTest = (text: string) => boolean;

/** The test for a value in which `*` stands for any characters, and nothing else for more than itself. */
export function glob(pattern: string): TextTest {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === pattern;
  // What stands between wildcards is taken where it first comes: later would leave less for the rest.
  const finders = rest
    .filter((part) => part !== '')
    .map((part) => ({ length: part.length, ...textFinder(part) }));
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const { length, indexIn } of finders) {
      const found = indexIn(text, at);
      if (found === -1) return false;
      at = found + length;
    }
    return at <= end;
  };
}
