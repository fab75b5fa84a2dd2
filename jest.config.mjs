const esm = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  // Sources import their siblings as ./x.js, as Node needs after the build; under jest the sibling is ./x.ts.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // "#libs/*" resolves to sources here and to dist/ in production (package.json "imports").
  testEnvironmentOptions: { customExportConditions: ['tollgate-source', 'node', 'node-addons'] },
  // dist/ and caches hold second copies of what is in the sources.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/node_modules/.cache/'],
};

/**
 * Libraries whose specs need Postgres, Redis or the build. All others are pure, and their specs start at
 * once.
 */
const withServices = ['embedded-postgres', 'persistence', 'persistence-nest', 'queue', 'testing'];

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...esm,
      displayName: 'unit',
      testMatch: [
        `<rootDir>/libs/!(${withServices.join('|')})/**/*.spec.ts`,
        // What the console works out without a browser; its pages are tested in one (test/console).
        '<rootDir>/apps/console/**/*.spec.ts',
      ],
    },
    {
      ...esm,
      displayName: 'system',
      testMatch: [
        '<rootDir>/{migrations,scripts,test}/**/*.spec.ts',
        '<rootDir>/apps/!(console)/**/*.spec.ts',
        `<rootDir>/libs/{${withServices.join(',')}}/**/*.spec.ts`,
      ],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
  testTimeout: 180_000,
  testSequencer: './test/support/sequencer.mjs',
  maxWorkers: 2,
  // What a suite has loaded stays in memory when it has ended (Node's vm modules): a worker that is never
  // replaced comes to the limit of its heap.
  workerIdleMemoryLimit: '1GB',
  // Half a second is not enough for that on a machine with other work: what a suite has left open is told of
  // behind this time, as before.
  workerGracefulExitTimeout: 20_000,
};
