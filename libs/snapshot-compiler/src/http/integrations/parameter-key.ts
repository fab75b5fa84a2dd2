import { isReservedHeader } from '#libs/api-definition';

/**
 * What the key of a parameter mapping says: what is done to what (guide page "Transforming API requests").
 */
export interface ParameterKey {
  readonly action: 'append' | 'overwrite' | 'remove';
  readonly place: 'header' | 'querystring' | 'path' | 'statuscode';
  /** Empty of a place that has no names. */
  readonly name: string;
}

const key = /^(append|overwrite|remove):(header|querystring)\.(.+)$/s;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads a key; a text says why it cannot be used. */
export function parseParameterKey(text: string, of: 'request' | 'response'): ParameterKey | string {
  const whole = of === 'request' ? 'path' : 'statuscode';
  if (text === `overwrite:${whole}`) return { action: 'overwrite', place: whole, name: '' };
  const [, action, place, name] = key.exec(text) ?? [];
  const unknown = `${text} is no ${of} parameter that can be mapped`;
  if (action === undefined || place === undefined || name === undefined) return unknown;
  if (of === 'response' && place !== 'header') return unknown;
  if (place === 'header' && !token.test(name)) return unknown;
  if (place === 'header' && isReservedHeader(name)) return `the header ${name} may not be mapped`;
  return { action: action as ParameterKey['action'], place: place as ParameterKey['place'], name };
}

const actions = ['overwrite', 'append', 'remove'] as const;

/**
 * By place and name; of one name, and of a header in whatever spelling, what overwrites goes first, so that
 * what is appended to it stays.
 */
export function compareKeys(a: ParameterKey, b: ParameterKey): number {
  return (
    compare(a.place, b.place) ||
    compare(nameOf(a), nameOf(b)) ||
    actions.indexOf(a.action) - actions.indexOf(b.action)
  );
}

const nameOf = ({ place, name }: ParameterKey): string => (place === 'header' ? name.toLowerCase() : name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
