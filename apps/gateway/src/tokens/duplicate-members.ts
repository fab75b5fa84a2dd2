/**
 * Whether some object in a JSON text has a member twice, or values nest deeper than `depthMax`: readers
 * differ in which member counts (RFC 7519, section 4), so that what was signed may not be what is read. The
 * text must have been parsed before, so that its grammar is known to be good.
 */
export function hasAmbiguousMembers(json: string, depthMax: number): boolean {
  /** Names seen in each open object; null for an open list. */
  const open: (Set<string> | null)[] = [];
  let index = 0;
  while (index < json.length) {
    const character = json[index]!;
    if (character === '"') {
      const end = endOfText(json, index);
      const names = open.at(-1);
      // Behind a name there is a colon, behind a value never.
      if (names && isColonNext(json, end)) {
        const name = JSON.parse(json.slice(index, end)) as string;
        if (names.has(name)) return true;
        names.add(name);
      }
      index = end;
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > depthMax) return true;
    index += 1;
  }
  return false;
}

/** The index behind the closing quote. */
function endOfText(json: string, start: number): number {
  let index = start + 1;
  while (json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index + 1;
}

function isColonNext(json: string, from: number): boolean {
  let index = from;
  while (' \t\r\n'.includes(json[index] ?? '.')) index += 1;
  return json[index] === ':';
}
