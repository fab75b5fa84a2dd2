/** One part of a resource path: `pets`, `{id}` or `{proxy+}`. */
export type RoutePart =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'variable' | 'greedy'; readonly name: string };

/** The parts of a resource path; `[]` for `/`, `undefined` when it is not the path of a resource. */
export function parseRoutePath(path: string): readonly RoutePart[] | undefined {
  if (path === '/') return [];
  if (!path.startsWith('/')) return undefined;
  const parts: RoutePart[] = [];
  for (const text of path.slice(1).split('/')) {
    const part = parsePart(text);
    // Nothing can stand below a greedy variable, as it takes the rest of the path.
    if (part === undefined || parts.at(-1)?.kind === 'greedy') return undefined;
    parts.push(part);
  }
  return parts;
}

function parsePart(text: string): RoutePart | undefined {
  const braced = text.startsWith('{') && text.endsWith('}');
  const inner = braced ? text.slice(1, -1) : text;
  const greedy = braced && inner.endsWith('+');
  const name = greedy ? inner.slice(0, -1) : inner;
  if (name === '' || name.includes('{') || name.includes('}')) return undefined;
  if (!braced) return { kind: 'static', text };
  return { kind: greedy ? 'greedy' : 'variable', name };
}
