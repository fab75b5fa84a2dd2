/**
 * The status code in what a MOCK's request template printed, any integer; null when there is none. Not a
 * reader of JSON, as AWS has none here either: names need no quotes (recorded: MOCK, `{statusCode: 200}`),
 * and what other members hold does not matter, but the object must close and the number must not be a text
 * (public reports of what AWS takes).
 */
export function readStatusCode(text: string): number | null {
  const tokens = tokensOf(text);
  if (tokens.next().value !== '{') return null;
  let status: string | null = null;
  let member: string[] = [];
  let depth = 1;
  for (const token of tokens) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    const ends = depth === 0 || (depth === 1 && token === ',');
    // Three tokens make the member; a fourth shows that it is another.
    if (!ends && member.length < 4) member.push(token);
    if (!ends) continue;
    const [name, colon, value, more] = member;
    if (name !== undefined && isStatusCode(name) && colon === ':' && more === undefined)
      status = value ?? null;
    if (depth === 0) return status === null ? null : integerIn(status);
    member = [];
  }
  return null;
}

function isStatusCode(token: string): boolean {
  return token === 'statusCode' || token === '"statusCode"' || token === "'statusCode'";
}

/** As many digits as an integer of Java's may have. */
function integerIn(token: string): number | null {
  return /^-?\d{1,9}$/.test(token) ? Number(token) : null;
}

/**
 * Brackets, commas, colons, texts in either kind of quotes, and words. A quote that is not closed begins a
 * word.
 */
function* tokensOf(text: string): Generator<string, undefined> {
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    let end = at + 1;
    if (char === '"' || char === "'") end = endOfQuoted(text, at) ?? endOfWord(text, at);
    else if (!isPunctuation(char) && !isBlank(char)) end = endOfWord(text, at);
    if (!isBlank(char)) yield text.slice(at, end);
    at = end;
  }
}

function endOfQuoted(text: string, from: number): number | null {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
  }
  return null;
}

function endOfWord(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !isPunctuation(text[at]!) && !isBlank(text[at]!)) at++;
  return at;
}

const isPunctuation = (char: string): boolean => '{}[],:'.includes(char);
const isBlank = (char: string): boolean => ' \t\r\n'.includes(char);
