import { work } from './work.js';

/** Among the UTF-16 code units of a pattern: any run of characters. */
export const anyRun = -1;
/** Any one character. */
export const anyOne = -2;

/**
 * Where the pattern has ended; equal to no code unit, and a small integer as they are, for the loop's sake.
 */
const noToken = -3;

/** Code units, with `anyRun` and `anyOne` among them. */
export type Tokens = Int32Array;

/** What a search costs whatever it finds, and how many characters it looks at for one of those that we do. */
const searchWork = 8;
const searchSpeed = 16;

/**
 * Whether tokens of a pattern, from `tokensStart` until before `tokensEnd`, match all of a part of a text.
 * What follows the last run is compared from the end; then each run is tried at its leftmost place first, and
 * only the last one is ever moved, so that no pattern costs more than its length times the text's. Out of
 * work it matches nothing, which who decides looks at.
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
  let lastToken = tokensEnd;
  let last = textEnd;
  for (; lastToken > token && last > at; lastToken--, last--) {
    const wanted = tokens[lastToken - 1] as number;
    if (wanted === anyRun) break;
    if (wanted !== anyOne && wanted !== codeAt(text, last - 1, ignoresCase)) return spent(textEnd - last + 1);
  }
  let left = work.left - (textEnd - last);
  let afterRun = -1;
  let runEnd = 0;
  while (at < last) {
    if (--left < 0) break;
    const wanted = token < lastToken ? (tokens[token] as number) : noToken;
    if (wanted === anyRun) {
      afterRun = ++token;
      runEnd = at;
      // A run at the end takes all that is left.
      if (afterRun === lastToken) at = last;
    } else if (wanted === anyOne || wanted === codeAt(text, at, ignoresCase)) {
      token += 1;
      at += 1;
    } else if (afterRun !== -1) {
      token = afterRun;
      const next = tokens[afterRun] as number;
      at = runEnd + 1;
      if (next !== anyOne && !ignoresCase) {
        const found = text.indexOf(String.fromCharCode(next), at);
        left -= searchWork + ((found === -1 ? last : found) - at) / searchSpeed;
        if (found === -1) break;
        at = found;
      }
      runEnd = at;
    } else break;
  }
  work.left = left;
  if (at < last || left < 0) return false;
  while (token < lastToken && tokens[token] === anyRun) token += 1;
  return token === lastToken;
}

/** For a text that does not match. */
function spent(steps: number): false {
  work.left -= steps;
  return false;
}

function codeAt(text: string, at: number, ignoresCase: boolean): number {
  const code = text.charCodeAt(at);
  return ignoresCase && code >= 65 && code <= 90 ? code + 32 : code;
}
