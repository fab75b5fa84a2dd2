/**
 * Suites that load, kill and fuzz for a minute or more. `npm test` leaves them out, so that it stays a matter of minutes; `npm run
 * test:endurance` runs them, and .ci/run runs both.
 */
export const enduranceSuites = [
  'test/fuzz/',
  'management/odd-input\\.spec',
  'server/hostile-input\\.spec',
  'test/fault/metering-kills',
  'test/fault/metering-network-cut',
  'test/fault/hostile-http',
  'test/fault/broken-connections',
  'test/load/rates',
];
