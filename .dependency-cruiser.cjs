// Who may import what. Errors only: a boundary that warns is none. Exceptions stand here with their reason,
// not as inline comments.

const {
  libsMayImport,
  pureLibs,
  packagesOfPureLibs,
  gatewayMayImport,
  launcherMayImport,
  controlPlaneMayImport,
  gatewayFoldersMayImport,
  integrationsMayImport,
} = require('./scripts/boundaries/who-may-import.cjs');
const { consoleRules } = require('./scripts/boundaries/console-rules.cjs');

const any = (names) => `(${names.join('|')})`;
/**
 * Specs, benchmarks, and what only they use: libs/testing and a folder `testing` of an app's own. None of it
 * is built.
 */
const tests = '(\\.(spec|bench)\\.ts$|^libs/testing/|^(apps|libs)/[^/]+/src/testing/)';
const npm = (names) => `(^|/)node_modules/${any(names)}/`;

const libRules = Object.entries(libsMayImport).map(([lib, allowed]) => ({
  name: `lib-${lib}`,
  comment: `${lib} stays usable and testable without what is above it; its row of the table says what it may import.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: tests },
  to: { path: '^libs/', pathNot: `^libs/${any([lib, ...allowed])}/` },
}));

const packageRules = Object.entries(packagesOfPureLibs).map(([lib, packages]) => ({
  name: `${lib}-packages`,
  comment: `${lib} uses the packages of its row and no others.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: tests },
  to: { path: 'node_modules/', pathNot: npm(packages) },
}));

const controlPlane = '^apps/control-plane/src/';
const controlPlaneRules = Object.entries(controlPlaneMayImport).map(([folder, allowed]) => ({
  name: `control-plane-${folder.replace('/', '-')}`,
  comment: `${folder} reads without what is above it; its row of the table says what it may import.`,
  severity: 'error',
  from: { path: `${controlPlane}${folder}/`, pathNot: tests },
  to: { path: `${controlPlane}[^/]+/`, pathNot: `${controlPlane}${any([folder, ...allowed])}/` },
}));

const gateway = '^apps/gateway/src/';
const foldersOf = (name, root, to, mayImport) =>
  Object.entries(mayImport).map(([folder, allowed]) => ({
    name: `${name}-${folder}`,
    comment: `${folder} reads without what is above it; its row of the table says what it may import.`,
    severity: 'error',
    from: { path: `${root}${folder}/`, pathNot: tests },
    to: { path: to, pathNot: `${root}${any([folder, ...allowed])}/` },
  }));
const integrations = `${gateway}integrations/`;
const gatewayRules = [
  ...foldersOf('gateway', gateway, gateway, gatewayFoldersMayImport),
  ...foldersOf('integrations', integrations, `${integrations}[^/]+/`, integrationsMayImport),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...libRules,
    ...controlPlaneRules,
    ...gatewayRules,
    {
      name: 'gateway-folder-in-the-table',
      comment:
        'A new folder of the gateway, or of its integrations, gets a row in the tables before it imports another.',
      severity: 'error',
      from: {
        path: `${gateway}(integrations/[^/]+|[^/]+)/`,
        pathNot: [
          `${gateway}${any(Object.keys(gatewayFoldersMayImport).filter((folder) => folder !== 'integrations'))}/`,
          `${integrations}(${any(Object.keys(integrationsMayImport))}/|[^/]+$)`,
          tests,
        ],
      },
      to: { path: gateway, pathNot: `${gateway}$1/` },
    },
    {
      name: 'control-plane-folder-in-the-table',
      comment: 'A new folder of the control plane gets a row in the table before it imports another.',
      severity: 'error',
      from: {
        path: `${controlPlane}([^/]+)/`,
        pathNot: [
          `${controlPlane}${any(Object.keys(controlPlaneMayImport))}/`,
          `${controlPlane}management/[^/]+$`,
          tests,
        ],
      },
      to: { path: `${controlPlane}[^/]+/`, pathNot: `${controlPlane}$1/` },
    },
    ...consoleRules(tests),
    {
      name: 'lib-in-the-table',
      comment: 'A new lib gets a row in the table before it imports another.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [`^libs/${any([...Object.keys(libsMayImport), 'testing'])}/`, tests] },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-below-apps',
      comment: 'A lib that knows an app cannot be used by another.',
      severity: 'error',
      from: { path: '^(libs|migrations)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-apart',
      comment: 'Processes share documents and jobs, never code: what two need is a lib.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'gateway-knows-snapshots-only',
      comment:
        'The snapshot is the whole contract: a field the gateway needs must be in the format, not in the definition.',
      severity: 'error',
      from: { path: '^apps/gateway/', pathNot: tests },
      to: { path: '^libs/', pathNot: `^libs/${any(gatewayMayImport)}/` },
    },
    {
      name: 'launcher-is-a-client',
      comment:
        'The launcher starts processes and uses the public API, as anyone could; it must not reach past it.',
      severity: 'error',
      from: { path: '^apps/launcher/', pathNot: tests },
      to: { path: '^libs/', pathNot: `^libs/${any(launcherMayImport)}/` },
    },
    {
      name: 'embedded-postgres-for-the-launcher',
      comment: 'The apps are given a DATABASE_URL; whose server that is must not matter to them.',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/launcher/', tests] },
      to: { path: '^libs/embedded-postgres/' },
    },
    {
      name: 'libs-through-their-index',
      comment: 'index.ts is what a lib promises; anything behind it may change.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations|test|bench)/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'testing-from-tests-only',
      comment: 'Fakes and builders must not ship.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: tests },
      to: { path: '^(libs/testing/|(apps|libs)/[^/]+/src/testing/)' },
    },
    {
      name: 'aws-sdk-finds-credentials-when-asked',
      comment:
        'It takes a fifth of a second and 12 MB to load, and does one thing: find credentials. Calls are signed and sent by ourselves.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [
          `(${gateway}integrations/aws|^libs/aws-credentials/src|^apps/launcher/src/explain)/find-credentials\\.ts$`,
          tests,
        ],
      },
      to: { path: npm(['@aws-sdk/[^/]+', '@smithy/[^/]+']) },
    },
    {
      name: 'aws-sdk-loaded-late',
      comment: 'A gateway whose APIs call no AWS service never loads it.',
      severity: 'error',
      from: { path: '^apps/gateway/', pathNot: tests },
      to: { path: npm(['@aws-sdk/[^/]+']), dynamic: false },
    },
    {
      name: 'typeorm-in-persistence',
      comment: 'Entities never leave persistence; elsewhere the definition types are used.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/persistence(-nest)?/', tests] },
      to: { path: npm(['typeorm', '@nestjs/typeorm']) },
    },
    {
      name: 'pg-in-persistence',
      comment: 'SQL has one home. The embedded server creates its database before persistence can connect.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(persistence|embedded-postgres)/', tests] },
      to: { path: npm(['pg']) },
    },
    {
      name: 'prom-client-off-the-hot-path',
      comment:
        'Its counters cost a gateway more than a request from a MOCK may; it watches the process, no more.',
      severity: 'error',
      from: { pathNot: '^libs/telemetry/' },
      to: { path: npm(['prom-client']) },
    },
    {
      name: 'bullmq-in-queue',
      comment: 'The queue is a port; only its adapters know what is behind it.',
      severity: 'error',
      from: { pathNot: '^libs/queue/' },
      to: { path: npm(['bullmq']) },
    },
    {
      name: 'ioredis-in-adapters',
      comment:
        'Redis is optional: only the adapters of the queue, of shared rate buckets, of shared responses and of WebSocket connections elsewhere may need it.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: ['^libs/queue/', '^apps/gateway/src/(usage|response-cache|connections/peers)/', tests],
      },
      to: { path: npm(['ioredis']) },
    },
    {
      name: 'no-framework-near-the-gateway',
      comment: 'The hot path and all it reaches stay plain Node: no decorators, injection or rxjs.',
      severity: 'error',
      from: { path: `^(apps/(gateway|launcher)|libs/${any(gatewayMayImport)})/` },
      to: {
        path: npm(['@nestjs/[^/]+', 'rxjs', 'class-validator', 'class-transformer', 'reflect-metadata']),
      },
    },
    {
      name: 'pure-libs-use-no-packages',
      comment:
        'Pure code has nothing to mock. The few exceptions are rows of a table; tests may use what they like.',
      severity: 'error',
      from: {
        path: `^libs/${any(pureLibs)}/`,
        pathNot: [tests, `^libs/${any(Object.keys(packagesOfPureLibs))}/`],
      },
      to: { path: 'node_modules/' },
    },
    ...packageRules,
    {
      name: 'pure-libs-do-no-io',
      comment: 'Of Node itself pure code may use hashing (crypto) and checksums (zlib) alone.',
      severity: 'error',
      from: { path: `^libs/${any(pureLibs)}/`, pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    },
    {
      name: 'no-cycles',
      comment:
        'Files that need each other are one concept or hide a third. Types alone may refer to each other: nothing of that is left to load.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment:
        'A file that nobody imports and that imports nobody is dead. Entry points, tests and migrations are found by name.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['/main\\.ts$', '/index\\.ts$', tests, '^migrations/', '\\.d\\.ts$', '/testdata/'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing would slip through every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages-in-production',
      comment: 'Images are installed without development packages.',
      severity: 'error',
      // What the console is made of is in its files when they are built.
      from: { path: '^(apps|libs|migrations)/', pathNot: [tests, '/testdata/', '^apps/console/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // A type import is knowledge, too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // "#libs/*" leads to the sources, as it does for the type checker and for jest (package.json "imports").
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['tollgate-source', 'import', 'require', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
