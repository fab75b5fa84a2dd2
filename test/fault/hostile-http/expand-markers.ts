import type { HostileCase } from './hostile-case.js';

/** What a case's markers stand for in this run. */
export interface MarkerValues {
  readonly host: string;
  readonly hostname: string;
  readonly path: string;
  readonly tag: string;
}

/** Bytes to write, or a wait before the next ones. */
export type SendStep = { readonly bytes: Buffer } | { readonly pauseMs: number };

/**
 * Replaces the markers of a text (README.md in this folder lists them). The text is Latin-1: one character is
 * one byte.
 */
export function expandMarkers(text: string, gen: HostileCase['gen'], values: MarkerValues): SendStep[] {
  const plain = generated(text, gen)
    .replaceAll('{{smuggled}}', smuggled)
    .replaceAll(/\{\{(host|hostname|path|tag)\}\}/g, (_, name: keyof MarkerValues) => values[name]);
  const steps: SendStep[] = [];
  // An odd part is what the group caught: the milliseconds of a pause.
  for (const [index, part] of withLengths(plain)
    .replaceAll(region, '')
    .split(/\{\{pause:(\d+)\}\}/)
    .entries()) {
    if (index % 2 === 1) steps.push({ pauseMs: Number(part) });
    else if (part !== '') steps.push({ bytes: Buffer.from(part, 'latin1') });
  }
  return steps;
}

/** The bytes alone. */
export function expandedBytes(text: string, gen: HostileCase['gen'], values: MarkerValues): Buffer {
  return Buffer.concat(
    expandMarkers(text, gen, values).map((step) => ('bytes' in step ? step.bytes : empty)),
  );
}

const empty = Buffer.alloc(0);
const smuggled = 'GET {{path}}?t={{tag}}-s HTTP/1.1\r\nHost: {{host}}\r\nX-Smuggled: 1\r\n\r\n';
const region = /\{\{(?:begin|end):\w+\}\}/g;
const silent = /\{\{(?:begin|end|pause):\w+\}\}/g;

function generated(text: string, gen: HostileCase['gen']): string {
  return text.replaceAll(/\{\{gen:(\w+)\}\}/g, (_, name: string) => {
    const { repeat, times } = gen[name]!;
    const once = generated(repeat, gen);
    if (!once.includes('{n}')) return once.repeat(times);
    return Array.from({ length: times }, (_nothing, n) => once.replaceAll('{n}', String(n))).join('');
  });
}

/** Writes lengths in until they no longer change: a region may hold the length of another. */
function withLengths(text: string): string {
  let lengths: Record<string, number> = {};
  for (let round = 0; round < 10; round++) {
    const written = text.replaceAll(/\{\{(len|hex):(\w+)\}\}/g, (_, kind: string, name: string) =>
      (lengths[name] ?? 0).toString(kind === 'hex' ? 16 : 10),
    );
    const next: Record<string, number> = {};
    for (const [, name] of written.matchAll(/\{\{begin:(\w+)\}\}/g)) {
      const from = written.indexOf(`{{begin:${name}}}`);
      next[name!] = written.slice(from, written.indexOf(`{{end:${name}}}`)).replaceAll(silent, '').length;
    }
    if (JSON.stringify(next) === JSON.stringify(lengths)) return written;
    lengths = next;
  }
  throw new Error('the lengths of a case do not settle');
}
