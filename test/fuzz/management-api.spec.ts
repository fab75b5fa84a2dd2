import { connect } from 'node:net';
import fc from 'fast-check';
import { createLogger } from '#libs/telemetry';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import { importCertificate } from '../../apps/control-plane/src/testing/import-certificate.js';
import { findDepartures } from '../compat/service-model.js';
import { anyCallOf, type FuzzCall } from './arbitrary-call.js';
import { watchChanges, type ChangeWatch } from './change-watch.js';
import { createWorld, requestOf, type World } from './fuzz-world.js';
import { fuzzedVersions, type FuzzedVersion } from './fuzzed-versions.js';

/** Calls of version 1; `npm run test:fuzz -- --long` sets many more. */
const CASES = Number(process.env.TOLLGATE_FUZZ_CASES ?? 10_000);
const SEED = process.env.TOLLGATE_FUZZ_SEED;
const CALLS_PER_WORLD = 240;
const RAW_CASES = Math.ceil(CASES / 25);
/** Of version 2 a third of that: it has fewer operations, and stands on the same code. */
const worldsOf = ({ version }: FuzzedVersion): number =>
  Math.ceil((CASES - RAW_CASES) / (version === 1 ? 1 : 3) / CALLS_PER_WORLD);

let plane: TestControlPlane;
let changes: ChangeWatch;
let world: World = {};
/** What the server last logged as an error: the cause of a 5xx. */
let lastError = '';

beforeAll(async () => {
  const stream = { write: (line: string) => void (lastError = line) };
  // As many worlds as there are must not end at AWS's numbers.
  const env = {
    TOLLGATE_LIMITS:
      'edgeRestApis=1000000,regionalRestApis=1000000,vpcLinks=1000000,usagePlans=1000000,usagePlansPerApiKey=1000000,httpApis=1000000,httpVpcLinks=1000000',
  };
  plane = await startControlPlane({
    env,
    log: createLogger({ name: 'control-plane', level: 'error', stream }),
  });
  world = { certificateArn: await importCertificate(plane) };
  changes = await watchChanges(plane);
});
afterAll(() => plane?.close());

/** What a response and what it left behind break of the promises; null when it keeps them. */
async function brokenPromise({ model }: FuzzedVersion, call: FuzzCall): Promise<object | null> {
  const { target, body } = requestOf(call, world);
  const response = await plane.signedFetch(target, { method: call.method, body });
  const text = await response.text();
  const { transactions, tables } = await changes.transactions();
  const broken = (promise: string) => ({
    promise,
    call: `${call.operation}: ${call.method} ${target}`,
    body,
    status: response.status,
    text,
  });
  if (response.status >= 500) return broken(`no 5xx; the log says ${lastError}`);
  const mayWrite = response.ok && call.method !== 'GET';
  if (transactions > (mayWrite ? 1 : 0)) {
    return broken(
      `a call writes in one transaction, a refused one in none; this one in ${transactions}: ${tables.join()}`,
    );
  }
  if (!response.ok) return refusalProblem(response, text) ? broken(refusalProblem(response, text)!) : null;
  const departures = findDepartures(model, call.operation, {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(text),
  });
  return departures.length > 0 ? broken(`the model: ${departures.join('; ')}`) : null;
}

function refusalProblem({ headers }: Response, text: string): string | null {
  if (!headers.get('x-amzn-errortype')) return 'a refusal names its error';
  try {
    return typeof (JSON.parse(text) as { message?: unknown }).message === 'string'
      ? null
      : 'a refusal has a message';
  } catch {
    return 'a refusal is JSON';
  }
}

test.each(
  fuzzedVersions.map((version) => [worldsOf(version) * CALLS_PER_WORLD, version.version, version] as const),
)(
  '%i calls made from the model of version %i: no 5xx, no half-applied write, only responses of the model',
  async (_, __, version) => {
    const calls = fc.array(anyCallOf(version), { minLength: CALLS_PER_WORLD, maxLength: CALLS_PER_WORLD });
    await fc.assert(
      fc.asyncProperty(calls, async (sequence) => {
        world = await createWorld(plane, version, world);
        await changes.transactions();
        for (const call of sequence) expect(await brokenPromise(version, call)).toBeNull();
      }),
      // A failing sequence is told with the failing call; replaying hundreds of shorter ones would take
      // longer than reading that.
      {
        numRuns: worldsOf(version),
        endOnFailure: true,
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      },
    );
  },
  // Of a machine that is ten times slower than it should be; it waits for calls alone.
  CASES * 200,
);

test(
  `${RAW_CASES} times raw bytes on the socket: refused or hung up on, and the server lives`,
  async () => {
    const start = fc.constantFrom(
      '',
      'GET / HTTP/1.1\r\n',
      'POST /restapis HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n',
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (head, bytes) => {
        const response = await sendRaw(
          Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n\r\n')]),
        );
        expect(response).toMatch(/^(HTTP\/1\.1 [1-4]\d\d |$)/);
      }),
      { numRuns: RAW_CASES, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
    expect((await changes.transactions()).transactions).toBe(0);
    expect((await plane.signedFetch('/restapis')).status).toBe(200);
  },
  CASES * 100,
);

/** What comes back until the server closes, or '' when it closes without a word. */
function sendRaw(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(plane.url).port), '127.0.0.1', () => socket.end(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A reset is a response as well: the close follows.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
