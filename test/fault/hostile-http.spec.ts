import { http, mapping, method, snapshot, apiId } from '../../apps/gateway/src/testing/documents.js';
import { startTestSystem, type TestSystem } from '../../apps/gateway/src/testing/test-gateway.js';
import { expandMarkers, type MarkerValues } from './hostile-http/expand-markers.js';
import { loadHostileCases } from './hostile-http/hostile-case.js';
import { startRecordingUpstream, type RecordingUpstream } from './hostile-http/recording-upstream.js';
import { runClientCase } from './hostile-http/run-client-case.js';
import { runUpstreamCase } from './hostile-http/run-upstream-case.js';
import { faultOf, type Verdict } from './hostile-http/verdict.js';

type IntegrationType = 'HTTP' | 'HTTP_PROXY';

const atOnce = 16;
// A backend can be hostile to a mapped integration too; what `present` asks for is what a proxy alone passes
// on.
const runs = loadHostileCases().flatMap((one) => {
  const types: IntegrationType[] =
    one.side === 'client' || one.present.length > 0 ? ['HTTP_PROXY'] : ['HTTP_PROXY', 'HTTP'];
  return types.map((type) => ({ name: `${one.id} (${type})`, one, type }));
});
const verdicts = new Map<string, Verdict>();
let system: TestSystem;
const upstreams: RecordingUpstream[] = [];

// All cases run here, many at once, as the slowest wait for time limits of half a minute; the tests below
// only look at what came of each.
beforeAll(async () => {
  system = await startTestSystem();
  const { httpPort } = system.gateway;
  // A backend for each case, so that what one of them breaks is not put down to another.
  const routes: Parameters<typeof snapshot>[0] = {};
  const marks = new Map<string, MarkerValues>();
  for (const [index, { name, one, type }] of runs.entries()) {
    const hostname = `${apiId}.execute-api.localhost`;
    const values = {
      hostname,
      host: `${hostname}:${httpPort}`,
      path: `/dev/open${index}`,
      tag: `q${1000 + index}z`,
    };
    marks.set(name, values);
    const upstream = await startRecordingUpstream(
      values.tag,
      one.side === 'client' ? null : { ...one, steps: expandMarkers(one.bytes, one.gen, values) },
    );
    upstreams.push(upstream);
    Object.assign(routes, openRoute(type, `/open${index}`, `http://127.0.0.1:${upstream.port}`));
  }
  await system.deploy(snapshot(routes));

  const waiting = [...runs.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { name, one }] = next;
      const run = one.side === 'client' ? runClientCase : runUpstreamCase;
      verdicts.set(name, await run(one, marks.get(name)!, httpPort, upstreams[index]!));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}, 180_000);

afterAll(async () => {
  await system.stop();
  for (const upstream of upstreams) await upstream.close();
});

/**
 * An open route, for any method: a proxy of itself and all below it, or mapped with the one query parameter
 * that the backend looks at.
 */
function openRoute(type: IntegrationType, path: string, origin: string): Parameters<typeof snapshot>[0] {
  if (type === 'HTTP') {
    const parameters = [mapping('querystring', 't', 'method.request.querystring.t')];
    return { [path]: { ANY: method(http(type, `${origin}/`, { httpMethod: 'POST', parameters })) } };
  }
  const parameters = [mapping('path', 'proxy', 'method.request.path.proxy')];
  return {
    [path]: { ANY: method(http(type, `${origin}/`)) },
    [`${path}/{proxy+}`]: { ANY: method(http(type, `${origin}/{proxy}`, { parameters })) },
  };
}

test.each(runs.map(({ name, one }) => [name, one.title, one] as const))('%s: %s', (name, _, one) => {
  expect(faultOf(one, verdicts.get(name)!)).toBeNull();
});
