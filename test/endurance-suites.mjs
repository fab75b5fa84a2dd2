/**
 * Suites that load, kill and fuzz at length. `npm test` leaves them out, so that it stays a matter of
 * minutes; `npm run test:endurance` runs them, and .ci/run runs both.
 */
export const enduranceSuites = [
  'test/fuzz/',
  '/(malformed|hostile)-input\\.spec',
  '/(hostile-templates|template-bounds)\\.spec',
  '/(round-trip|bind-input)\\.property\\.spec',
  'test/fault/',
  'test/load/',
  'test/e2e/large-imports',
];
