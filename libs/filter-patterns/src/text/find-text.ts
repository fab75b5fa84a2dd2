/** Finds the same text in many others. */
export interface TextFinder {
  /** Where the text begins, at a place or after it; -1 where it does not come. */
  readonly indexIn: (text: string, from?: number) => number;
  /** Steps for each character of what is looked through. */
  readonly stepsPerCharacter: number;
}

/** Up to here the engine's own search is faster, and no worse than so many steps for a character. */
const shortMax = 16;

/**
 * A finder in time that grows with what is looked through alone. The engine's search compares a long text
 * again at each place of one that repeats itself; this one (Knuth, Morris and Pratt) never steps back.
 */
export function textFinder(wanted: string): TextFinder {
  if (wanted.length <= shortMax)
    return { indexIn: (text, from) => text.indexOf(wanted, from), stepsPerCharacter: shortMax };
  const borders = bordersOf(wanted);
  return {
    indexIn: (text, from = 0) => {
      let matched = 0;
      for (let at = from; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        while (matched > 0 && wanted.charCodeAt(matched) !== code) matched = borders[matched - 1]!;
        if (wanted.charCodeAt(matched) === code) matched += 1;
        if (matched === wanted.length) return at - wanted.length + 1;
      }
      return -1;
    },
    stepsPerCharacter: 2,
  };
}

/** By length of a beginning, less one: how much of its own beginning it also ends with. */
function bordersOf(wanted: string): Uint16Array {
  const borders = new Uint16Array(wanted.length);
  for (let at = 1, matched = 0; at < wanted.length; at += 1) {
    while (matched > 0 && wanted[matched] !== wanted[at]) matched = borders[matched - 1]!;
    if (wanted[matched] === wanted[at]) matched += 1;
    borders[at] = matched;
  }
  return borders;
}
