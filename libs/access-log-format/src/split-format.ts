/** A format in its parts: `literals[0]`, the variable `names[0]`, `literals[1]`, ..., `literals.at(-1)`. */
export interface SplitFormat {
  readonly literals: readonly string[];
  /** Without `$context.`: `identity.sourceIp`, `authorizer.claims.custom:role`. */
  readonly names: readonly string[];
  /** A line end that the format has. */
  readonly lineEnd: '' | '\n' | '\r\n';
}

const name = String.raw`context(?:\.[A-Za-z0-9_]+|\['[^']+'\])+`;
const bracedName = String.raw`context(?:\.[A-Za-z0-9_:-]+|\['[^']+'\])+`;
const variable = new RegExp(String.raw`\$(?:(${name})|\{(${bracedName})\})`, 'g');

/**
 * Finds the variables of a format: `$context.name`, `${context.name}`, and members in brackets. Everything
 * else is text.
 */
export function splitFormat(format: string): SplitFormat {
  const lineEnd = /\r?\n$/.exec(format)?.[0] ?? '';
  const line = format.slice(0, format.length - lineEnd.length);
  const literals: string[] = [];
  const names: string[] = [];
  let at = 0;
  for (const match of line.matchAll(variable)) {
    literals.push(evenBackslashes(line.slice(at, match.index)));
    names.push(nameOf(match[1] ?? match[2] ?? ''));
    at = match.index + match[0].length;
  }
  literals.push(line.slice(at));
  return { literals, names, lineEnd: lineEnd as SplitFormat['lineEnd'] };
}

/** A lone backslash before a value would escape the value's first character, and free the second. */
function evenBackslashes(literal: string): string {
  const count = literal.length - literal.replace(/\\+$/, '').length;
  return count % 2 === 0 ? literal : `${literal}\\`;
}

function nameOf(spelled: string): string {
  return spelled.replace(/\['([^']+)'\]/g, '.$1').slice('context.'.length);
}
