import { expandedBytes, expandMarkers, type MarkerValues } from './expand-markers.js';
import type { HostileCase } from './hostile-case.js';
import { RawConnection } from './raw-connection.js';
import type { RecordingUpstream } from './recording-upstream.js';
import type { Message } from './strict-reader.js';
import { closed, forbiddenOf, found, refusedWith, type Verdict } from './verdict.js';

/** The project's own bound on how long a caller may be kept without a response or an end. */
const boundMs = 30_000;
const followMs = 10_000;

/**
 * A client sends a case's bytes; then a clean request on the same connection, if it lives, and one on a fresh
 * connection.
 */
export async function runClientCase(
  one: HostileCase,
  values: MarkerValues,
  port: number,
  upstream: RecordingUpstream,
): Promise<Verdict> {
  const forbidden = new Set<string>();
  const client = await RawConnection.open(port, one.bytes.startsWith('HEAD '));
  const { reader } = client;
  const startedMs = performance.now();
  const sending = client.send(expandMarkers(one.bytes, one.gen, values)).then(() => client.finish(one.end));
  const firstResponse = (): boolean => reader.messages[0]?.complete === true || reader.objection !== null;
  await client.until(firstResponse, boundMs);
  if (!firstResponse() && !client.ended) forbidden.add('hang-over-30s');
  const tookMs = Math.round(performance.now() - startedMs);

  const response = reader.messages[0] ?? null;
  if (one.follow && response?.complete && !client.ended && !saysClose(response)) {
    await sending;
    await client.send([{ bytes: cleanRequest(values, 'c') }]);
    const responded = await client.until(
      () => reader.messages.some((later) => isFor(later, values.tag, 'c')),
      followMs,
    );
    if (!responded && !client.ended) forbidden.add('desync');
  }
  await sending;
  client.close();
  if (!(await isServed(port, values, 'f'))) forbidden.add('crash');

  for (const found of forbiddenInRequests(one, values, upstream)) forbidden.add(found);
  for (const found of forbiddenInResponses(one, values.tag, reader.messages)) forbidden.add(found);
  if (reader.objection) forbidden.add(forbiddenOf(reader.objection));
  return {
    outcomes: outcomesOf(one, response, upstream),
    forbidden: [...forbidden],
    detail: JSON.stringify({
      tookMs,
      responses: reader.messages.map(
        (message) => `${message.startLine} ${message.body.toString('latin1', 0, 80)}`,
      ),
      interim: reader.interim.length,
      objection: reader.objection,
      atUpstream: upstream.requests.map(({ message }) => `${message.complete} ${message.head.slice(0, 600)}`),
      objections: upstream.objections,
    }),
  };
}

/** A clean request on a fresh connection: whether it gets its own response. */
export async function isServed(port: number, values: MarkerValues, role: string): Promise<boolean> {
  const client = await RawConnection.open(port);
  await client.send([{ bytes: cleanRequest(values, role) }]);
  await client.until(() => client.reader.messages[0]?.complete === true, followMs);
  client.close();
  const [response] = client.reader.messages;
  return response !== undefined && isFor(response, values.tag, role) && client.reader.messages.length === 1;
}

export function cleanRequest({ path, tag, host }: MarkerValues, role: string): Buffer {
  return Buffer.from(`GET ${path}?t=${tag}-${role} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 'latin1');
}

export function isFor(response: Message, tag: string, role: string): boolean {
  return response.startLine.includes(' 200 ') && response.body.toString('latin1') === `t=${tag}-${role}`;
}

export function saysClose({ fields }: Message): boolean {
  return fields.some(([name, value]) => name === 'connection' && value.toLowerCase().includes('close'));
}

export function statusOf({ startLine }: Message): number {
  return Number(startLine.slice(9, 12));
}

function outcomesOf(
  one: HostileCase,
  response: Message | null,
  { requests }: RecordingUpstream,
): readonly string[] {
  const whole = requests.filter(({ role, message }) => one.roles.includes(role) && message.complete);
  if (response === null || !response.complete) return closed;
  if (statusOf(response) >= 400)
    return whole.some(({ role }) => role === 'm') ? [] : refusedWith(statusOf(response));
  if (whole.length === 0) return ['respond-local'];
  // Rightful requests behind the first get their responses, or see that the connection ends before them.
  return whole.length === one.roles.length || saysClose(response)
    ? ['normalise', 'forward-as-one-request']
    : [];
}

function* forbiddenInRequests(
  one: HostileCase,
  values: MarkerValues,
  upstream: RecordingUpstream,
): Iterable<string> {
  const counts = new Map<string, number>();
  for (const { role, message } of upstream.requests) {
    counts.set(role, (counts.get(role) ?? 0) + 1);
    if (!one.roles.includes(role) && role !== 'c' && role !== 'f') yield 'forward-two-requests';
    if (found(one.absent, message.head + message.trailer)) yield 'forward-raw-header';
    if (found(one.absentTarget, message.startLine.split(' ')[1]!)) yield 'forward-raw-target';
    if (role === 'm' && one.body !== null && message.complete) {
      if (!message.body.equals(expandedBytes(one.body, one.gen, values))) yield 'forward-altered-body';
    }
  }
  if ([...counts.values()].some((count) => count > 1)) yield 'forward-two-requests';
  for (const objection of upstream.objections) yield forbiddenOf(objection);
}

/** Responses must be the case's own, in the order of its requests. */
function* forbiddenInResponses(
  one: HostileCase,
  tag: string,
  responses: readonly Message[],
): Iterable<string> {
  const order = [...one.roles, 'c'];
  let last = -1;
  for (const response of responses) {
    const [, ofTag, role = ''] = /t=(q\d+z)-(\w)/.exec(response.body.toString('latin1')) ?? [];
    if (ofTag === undefined) continue;
    if (ofTag !== tag || !order.includes(role)) yield 'leak-next-response';
    const at = order.indexOf(role);
    if (at <= last) yield 'desync';
    last = at;
  }
}
