import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('..', import.meta.url));

/** Who writes without being a management call's change, and why. */
const notCalls: Readonly<Record<string, string>> = {
  'acm/orders/certificate-issuer.ts': 'what becomes of orders at the authority',
  'audit/link-events.ts': 'places of events in the chain',
  'definition/unit-of-work-runner.ts': 'the one way for changes',
  'distribution/gateway-connections.ts': 'what gateways report',
  'http/access-key-uses.ts': 'when keys have signed last',
  'installation/first-credential.ts': 'the start of an installation',
  'installation/master-key.ts': 'the start of an installation',
  'logs/events/put-log-events.ts': 'log events, which are data and no event',
  'metering/apply-exchange.ts': 'what gateways report',
  'new-root/make-root-key.ts': 'a command of the machine',
  'observations/observation-intake.ts': 'what gateways report',
  'test-invocations/test-claims.ts': 'what gateways report',
  'test-invocations/test-invocations.controller.ts': 'what gateways report',
  'test-invocations/test-invoker.ts': 'tests, which are no events',
};

test('whatever a management call changes goes through a unit of work, which writes its event with it', () => {
  const writers = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|(^|\/)testing\//.test(name))
    .filter((name) => /database\s*\.write\(/.test(readFileSync(`${sources}/${name}`, 'utf8')));
  expect(writers.filter((name) => !(name in notCalls))).toEqual([]);
});
