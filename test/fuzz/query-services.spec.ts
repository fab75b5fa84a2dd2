import fc from 'fast-check';
import { createLogger } from '#libs/telemetry';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import { anyForm, type FuzzForm } from './arbitrary-form.js';
import { watchChanges, type ChangeWatch } from './change-watch.js';

/** A twentieth of the calls of the management API; see there. */
const CASES = Math.ceil(Number(process.env.TOLLGATE_FUZZ_CASES ?? 10_000) / 20);
const SEED = process.env.TOLLGATE_FUZZ_SEED;

let plane: TestControlPlane;
let changes: ChangeWatch;
/** What the server last logged as an error: the cause of a 5xx. */
let lastError = '';

beforeAll(async () => {
  const stream = { write: (line: string) => void (lastError = line) };
  plane = await startControlPlane({ log: createLogger({ name: 'control-plane', level: 'error', stream }) });
  changes = await watchChanges(plane);
});
afterAll(() => plane?.close());

/** What a response and what it left behind break of the promises; null when it keeps them. */
async function brokenPromise({ service, parameters }: FuzzForm): Promise<object | null> {
  const body = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  await changes.transactions();
  const response = await plane.signedFetch('/', { method: 'POST', service, body });
  const text = await response.text();
  const { transactions, tables } = await changes.transactions();
  const broken = (promise: string) => ({ promise, body, status: response.status, text });
  if (response.status >= 500) return broken(`no 5xx; the log says ${lastError}`);
  if (transactions > (response.ok ? 1 : 0))
    return broken(`a call writes in one transaction, a refused one in none; this one: ${tables.join()}`);
  if (response.headers.get('content-type') !== 'text/xml') return broken('XML');
  const form = response.ok
    ? /^<\w+Response xmlns="https:[^]+<RequestId>/
    : /<Code>\w+<\/Code>[^]*<RequestId>/;
  return form.test(text) ? null : broken('a response, or an error with its code');
}

test(
  `${CASES} forms made from the models of IAM and STS: no 5xx, no half-applied write, only their XML`,
  async () => {
    await fc.assert(
      fc.asyncProperty(anyForm, async (form) => {
        expect(await brokenPromise(form)).toBeNull();
      }),
      { numRuns: CASES, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
  },
  CASES * 500,
);
