import { work } from './work.js';

/** Among the UTF-16 code units of a pattern: any run of characters. */
export const anyRun = -1;
/** Any one character. */
export const anyOne = -2;

/** Code units, with `anyRun` and `anyOne` among them. */
export type Tokens = Int32Array;

/**
 * Whether a pattern, the first `tokensEnd` tokens from `tokensStart`, matches all of a part of a text. Each run
 * is tried at its leftmost place first and only the last one is ever moved, so that no pattern costs more than
 * its length times the text's; out of work it matches nothing, which who decides looks at.
 */
export function matchesGlob(
  tokens: Tokens,
  tokensStart: number,
  tokensEnd: number,
  text: string,
  textStart: number,
  textEnd: number,
  ignoresCase: boolean,
): boolean {
  let token = tokensStart;
  let at = textStart;
  let afterRun = -1;
  let runEnd = 0;
  let left = work.left;
  while (at < textEnd) {
    if (--left < 0) break;
    const wanted = token < tokensEnd ? (tokens[token] as number) : NaN;
    if (wanted === anyRun) {
      afterRun = ++token;
      runEnd = at;
      // What follows a run at the end of a pattern need not be looked at.
      if (afterRun === tokensEnd) at = textEnd;
      continue;
    }
    if (wanted === anyOne || wanted === codeAt(text, at, ignoresCase)) {
      token += 1;
      at += 1;
    } else if (afterRun !== -1) {
      token = afterRun;
      at = ++runEnd;
    } else break;
  }
  work.left = left;
  if (at < textEnd || left < 0) return false;
  while (token < tokensEnd && tokens[token] === anyRun) token += 1;
  return token === tokensEnd;
}

function codeAt(text: string, at: number, ignoresCase: boolean): number {
  const code = text.charCodeAt(at);
  return ignoresCase && code >= 65 && code <= 90 ? code + 32 : code;
}
