import { expandMarkers, type MarkerValues } from './expand-markers.js';
import type { HostileCase } from './hostile-case.js';
import { RawConnection } from './raw-connection.js';
import type { RecordingUpstream } from './recording-upstream.js';
import { cleanRequest, isFor, isServed, saysClose, statusOf } from './run-client-case.js';
import type { Message, StrictReader } from './strict-reader.js';
import { closed, forbiddenOf, found, refusedWith, type Verdict } from './verdict.js';

const boundMs = 30_000;
const followMs = 10_000;

/**
 * A client asks cleanly and the backend responds with a case's bytes; then two further clients ask, and the
 * first one again.
 */
export async function runUpstreamCase(
  one: HostileCase,
  values: MarkerValues,
  port: number,
  upstream: RecordingUpstream,
): Promise<Verdict> {
  const forbidden = new Set<string>();
  const client = await RawConnection.open(port, one.request.startsWith('HEAD '));
  const { reader } = client;
  const startedMs = performance.now();
  await client.send(expandMarkers(one.request, one.gen, values));
  const firstResponse = (): boolean => reader.messages[0]?.complete === true || reader.objection !== null;
  await client.until(firstResponse, boundMs);
  if (!firstResponse() && !client.ended) forbidden.add('hang-over-30s');
  const tookMs = Math.round(performance.now() - startedMs);
  const response = reader.messages[0] ?? null;
  // Whatever else comes for this one request comes now, on a connection where nothing is asked.
  await client.until(() => reader.messages.length > 1, one.probeAfterMs);
  if (
    reader.messages.length > 1 ||
    (response?.complete && reader.inside && !one.request.startsWith('HEAD '))
  ) {
    forbidden.add('forward-two-responses');
  }

  for (const role of ['n', 'o'])
    if (!(await isServed(port, values, role))) forbidden.add('fail-next-request');
  if (response?.complete && !client.ended && !saysClose(response) && !one.request.startsWith('HEAD ')) {
    const before = reader.messages.length;
    await client.send([{ bytes: cleanRequest(values, 'c') }]);
    const responded = await client.until(() => reader.messages[before]?.complete === true, followMs);
    const again = reader.messages[before];
    if (responded && !isFor(again!, values.tag, 'c')) forbidden.add('leak-next-response');
    else if (!responded && !client.ended) forbidden.add('fail-next-request');
  }
  client.close();

  for (const bad of forbiddenInResponse(one, values, response, reader)) forbidden.add(bad);
  for (const objection of upstream.objections) forbidden.add(forbiddenOf(objection));
  const asked = upstream.requests.filter(({ role }) => role === 'm').length;
  if (asked > one.maxUpstreamRequests) forbidden.add('forward-two-requests');
  return {
    outcomes: outcomesOf(response),
    forbidden: [...forbidden],
    detail: JSON.stringify({
      tookMs,
      responses: reader.messages.map(
        ({ head, body }) => `${head.slice(0, 600)}${body.toString('latin1', 0, 80)}`,
      ),
      complete: response?.complete,
      interim: reader.interim.map(({ head }) => head),
      objection: reader.objection,
      asked,
    }),
  };
}

function outcomesOf(response: Message | null): readonly string[] {
  if (response === null || !response.complete) return closed;
  return statusOf(response) >= 500
    ? refusedWith(statusOf(response))
    : ['normalise', 'forward-as-one-response'];
}

function* forbiddenInResponse(
  one: HostileCase,
  values: MarkerValues,
  response: Message | null,
  reader: StrictReader,
): Iterable<string> {
  if (reader.objection) yield forbiddenOf(reader.objection);
  // What a backend says on its own account belongs to nobody.
  const all = [...reader.interim, ...reader.messages];
  for (const { head, trailer, body } of all) {
    const text = head + trailer;
    if (found(one.absent, text) || found(one.absent, body.toString('latin1'))) yield 'forward-raw-header';
    if (found(['EVIL-'], text + body.toString('latin1'))) yield 'leak-next-response';
  }
  if (response === null || statusOf(response) >= 500) return;
  if (one.truncated && response.complete) yield 'pass-truncated-as-complete';
  if (
    !one.present.every((text) =>
      found([text.replaceAll('{{tag}}', values.tag)], response.head + response.body.toString('latin1')),
    )
  ) {
    yield 'forward-altered-response';
  }
}
