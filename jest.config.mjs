/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs,migrations,scripts,test}/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  // Sources import their siblings as ./x.js, as Node needs after the build; under jest the sibling is ./x.ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // "#libs/*" resolves to sources here and to dist/ in production (package.json "imports").
  testEnvironmentOptions: { customExportConditions: ['tollgate-source', 'node', 'node-addons'] },
  globalSetup: './test/support/global-setup.mjs',
  globalTeardown: './test/support/global-teardown.mjs',
  // dist/ and caches hold second copies of what is in the sources.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/node_modules/.cache/'],
  testSequencer: './test/support/sequencer.mjs',
  testTimeout: 60_000,
  maxWorkers: 2,
};
