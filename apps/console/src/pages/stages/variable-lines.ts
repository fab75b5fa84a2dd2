import { pointer } from '../../kit/patches.js';
import type { PatchOperation } from '../../wire/generated/apigateway.js';

type Variables = Readonly<Record<string, string>>;

/** The patch that makes one map of stage variables, below its path, of another. */
export const variablesPatch = (from: Variables, to: Variables, at = '/variables'): PatchOperation[] => [
  ...Object.entries(to)
    .filter(([name, value]) => from[name] !== value)
    .map(([name, value]) => ({ op: 'replace' as const, path: `${at}/${pointer(name)}`, value })),
  ...Object.keys(from)
    .filter((name) => !(name in to))
    .map((name) => ({ op: 'remove' as const, path: `${at}/${pointer(name)}` })),
];

/** Lines of `name=value`, and back; what is no such line is an error to be shown. */
export function variablesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`"${line}" is no name=value`);
      return [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

export const textOf = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
