import { http, mapping, method, snapshot, apiId } from '../../apps/gateway/src/testing/documents.js';
import { startTestSystem, type TestSystem } from '../../apps/gateway/src/testing/test-gateway.js';
import { expandMarkers, type MarkerValues } from './hostile-http/expand-markers.js';
import { loadHostileCases, type HostileCase } from './hostile-http/hostile-case.js';
import { startRecordingUpstream, type RecordingUpstream } from './hostile-http/recording-upstream.js';
import { runClientCase } from './hostile-http/run-client-case.js';
import { runUpstreamCase } from './hostile-http/run-upstream-case.js';
import { faultOf, type Verdict } from './hostile-http/verdict.js';

const atOnce = 16;
const cases = loadHostileCases();
const verdicts = new Map<string, Verdict>();
let system: TestSystem;
const upstreams: RecordingUpstream[] = [];

// All cases run here, many at once, as the slowest wait for time limits of half a minute; the tests below only look at what came of each.
beforeAll(async () => {
  system = await startTestSystem();
  const { httpPort } = system.gateway;
  // A backend for each case, so that what one of them breaks is not put down to another.
  const routes: Parameters<typeof snapshot>[0] = {};
  const marks = new Map<string, MarkerValues>();
  for (const [index, one] of cases.entries()) {
    const hostname = `${apiId}.execute-api.localhost`;
    const values = {
      hostname,
      host: `${hostname}:${httpPort}`,
      path: `/dev/open${index}`,
      tag: `q${1000 + index}z`,
    };
    marks.set(one.id, values);
    const upstream = await startRecordingUpstream(
      values.tag,
      one.side === 'client' ? null : { ...one, steps: expandMarkers(one.bytes, one.gen, values) },
    );
    upstreams.push(upstream);
    Object.assign(routes, openRoute(`/open${index}`, `http://127.0.0.1:${upstream.port}`));
  }
  await system.deploy(snapshot(routes));

  const waiting = [...cases.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, one] = next;
      const run = one.side === 'client' ? runClientCase : runUpstreamCase;
      verdicts.set(one.id, await run(one, marks.get(one.id)!, httpPort, upstreams[index]!));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}, 120_000);

afterAll(async () => {
  await system.stop();
  for (const upstream of upstreams) await upstream.close();
});

/** An open route that proxies itself and all below it, for any method. */
function openRoute(path: string, origin: string): Parameters<typeof snapshot>[0] {
  return {
    [path]: { ANY: method(http('HTTP_PROXY', `${origin}/`)) },
    [`${path}/{proxy+}`]: {
      ANY: method(
        http('HTTP_PROXY', `${origin}/{proxy}`, {
          parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
        }),
      ),
    },
  };
}

test.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (id, _, one: HostileCase) => {
  expect(faultOf(one, verdicts.get(id)!)).toBeNull();
});
