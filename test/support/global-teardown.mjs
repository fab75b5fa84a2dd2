// After all suites, also failed ones: nothing that global-setup.mjs started is left.
import { stopAll } from './global-setup.mjs';

export default async function globalTeardown() {
  await stopAll(globalThis.tollgateTestServices);
}
