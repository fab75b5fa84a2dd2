import { ChangeSignal } from './change-signal.js';

/** Longer than any test may take: a wait that is not ended fails its test. */
const forEver = 2 ** 31 - 1;

test.each<[string, (signal: ChangeSignal, abort: AbortController) => void]>([
  ['a change', (signal) => signal.raise()],
  ['closing', (signal) => signal.close()],
  ['whoever waits', (_, abort) => abort.abort()],
])('%s ends every wait at once', async (_, end) => {
  const [signal, abort] = [new ChangeSignal(), new AbortController()];
  const waits = Array.from({ length: 3 }, () => signal.waitBeyond(0, forEver, abort.signal));
  end(signal, abort);
  await Promise.all(waits);
});

test('what has changed since the version that was looked at is not waited for, nor is a closed signal', async () => {
  const signal = new ChangeSignal();
  signal.raise();
  await signal.waitBeyond(0, forEver);
  signal.close();
  await signal.waitBeyond(signal.version, forEver);
});
