import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One case of hostile HTTP; README.md in this folder says what each field means. */
export interface HostileCase {
  readonly id: string;
  readonly title: string;
  readonly side: 'client' | 'upstream';
  readonly bytes: string;
  readonly gen: Readonly<Record<string, { readonly repeat: string; readonly times: number }>>;
  readonly end: 'keep' | 'fin' | 'rst';
  readonly follow: boolean;
  readonly request: string;
  readonly then: 'keep' | 'close' | 'reset';
  readonly probeAfterMs: number;
  readonly respondOn: 'message' | 'head';
  readonly roles: readonly string[];
  readonly absent: readonly string[];
  readonly absentTarget: readonly string[];
  readonly present: readonly string[];
  readonly body: string | null;
  readonly truncated: boolean;
  readonly maxUpstreamRequests: number;
  readonly allowed: readonly string[];
}

const defaults = {
  gen: {},
  end: 'keep',
  follow: true,
  request: 'GET {{path}}?t={{tag}}-m HTTP/1.1\r\nHost: {{host}}\r\n\r\n',
  then: 'keep',
  probeAfterMs: 0,
  respondOn: 'message',
  roles: ['m'],
  absent: [],
  absentTarget: [],
  present: [],
  body: null,
  truncated: false,
  maxUpstreamRequests: Infinity,
} as const;

/**
 * Every case of the data files in this folder, those that take long first, so that the others run beside
 * them.
 */
export function loadHostileCases(): HostileCase[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const cases: HostileCase[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const side = file.startsWith('client-') ? 'client' : 'upstream';
    const read = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as HostileCase[];
    for (const one of read) cases.push({ ...defaults, ...one, side });
  }
  const slowFirst = (one: HostileCase): number => (takesLong.has(one.id) ? 0 : 1);
  return cases.sort((a, b) => slowFirst(a) - slowFirst(b));
}

const takesLong = new Set([
  'slow-body',
  'resp-silence',
  'resp-head-drips',
  'slow-headers',
  'silent-connection',
]);
