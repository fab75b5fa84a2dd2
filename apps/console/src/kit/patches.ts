import type { PatchOperation } from '../wire/generated/apigateway.js';

type Plain = string | number | boolean | null | undefined;

/** A key of a map as a part of a patch path (JSON pointer, RFC 6901). */
export const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const textOf = (value: Plain): string => (value === null || value === undefined ? '' : String(value));

/**
 * Members that differ, each replaced; one that is no more is replaced by the empty text, which the service
 * takes for nothing. Members in `removed` are removed instead: they refuse the empty text.
 */
export function memberPatches<T extends object>(
  from: T,
  to: T,
  members: readonly (keyof T & string)[],
  removed: readonly string[] = [],
): PatchOperation[] {
  return members.flatMap((member): PatchOperation[] => {
    const value = textOf(to[member] as Plain);
    if (value === textOf(from[member] as Plain)) return [];
    return value === '' && removed.includes(member)
      ? [{ op: 'remove', path: `/${member}` }]
      : [{ op: 'replace', path: `/${member}`, value }];
  });
}

/** What makes one map of another, its entries addressed by key below `path`. */
export function mapPatches(
  path: string,
  from: Readonly<Record<string, Plain>> = {},
  to: Readonly<Record<string, Plain>> = {},
): PatchOperation[] {
  const gone = Object.keys(from).filter((key) => !(key in to));
  return [
    ...gone.map((key): PatchOperation => ({ op: 'remove', path: `${path}/${pointer(key)}` })),
    ...Object.entries(to).flatMap(([key, value]): PatchOperation[] => {
      const isNew = !(key in from);
      if (!isNew && textOf(from[key]) === textOf(value)) return [];
      return [{ op: isNew ? 'add' : 'replace', path: `${path}/${pointer(key)}`, value: textOf(value) }];
    }),
  ];
}

/** What makes one set of another; its entries are values, or, with `asKeys`, parts of the path. */
export function setPatches(
  path: string,
  from: readonly string[] = [],
  to: readonly string[] = [],
  asKeys = false,
): PatchOperation[] {
  const patch = (op: 'add' | 'remove', entry: string): PatchOperation =>
    asKeys ? { op, path: `${path}/${pointer(entry)}` } : { op, path, value: entry };
  return [
    ...from.filter((entry) => !to.includes(entry)).map((entry) => patch('remove', entry)),
    ...to.filter((entry) => !from.includes(entry)).map((entry) => patch('add', entry)),
  ];
}
