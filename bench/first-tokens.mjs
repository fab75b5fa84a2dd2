// Tokens that nobody has seen before, one after the other on one core: reading, looking the key up, checking
// the signature and the times, remembering.
import { KeySets } from '../apps/gateway/src/tokens/key-sets.ts';
import { TokenVerifier } from '../apps/gateway/src/tokens/token-verifier.ts';
import { jwk, make, rsa, seconds } from '../apps/gateway/src/testing/signed-tokens.ts';

const issuer = {
  id: 'https://issuer.test',
  names: ['https://issuer.test'],
  kind: 'oidc',
  keys: { url: 'https://issuer.test/keys', isDiscovery: false },
};
/** As many as callers at a time. */
const atOnce = 64;

/** Thousands per second, by the clock and by processor time; all threads of Node share the process's core. */
export async function measureFirstTokens(count) {
  const keySets = new KeySets({
    fetch: () => Promise.resolve(JSON.stringify({ keys: [jwk(rsa.publicKey, 'rsa')] })),
    files: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    log: { warn: console.warn, info: console.log },
  });
  const verifier = new TokenVerifier(keySets);
  const tokens = Array.from({ length: count }, (_, n) =>
    make({ iss: issuer.id, sub: `caller-${n}`, aud: 'bench', exp: seconds() + 3600, jti: String(n) }),
  );
  const verifyAll = async (some) => {
    const waiting = [...some];
    const caller = async () => {
      for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
        const verdict = await verifier.verify(token, [issuer]);
        if (!verdict.ok) throw new Error(`a good token was refused: ${verdict.reason}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, caller));
  };
  const warmUp = Math.floor(count / 3);
  await verifyAll(tokens.slice(0, warmUp));
  const startMs = performance.now();
  const before = process.cpuUsage();
  await verifyAll(tokens.slice(warmUp));
  const { user, system } = process.cpuUsage(before);
  keySets.close();
  const measured = count - warmUp;
  return {
    byRate: measured / (performance.now() - startMs),
    byProcessorTime: (measured * 1000) / (user + system),
  };
}
