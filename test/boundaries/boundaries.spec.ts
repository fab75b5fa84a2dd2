import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// A small tree with the repository's own configuration, and in it one forbidden import per boundary that
// matters most.
const tables = ['who-may-import', 'console-rules'].map((name) => `scripts/boundaries/${name}.cjs`);
let tree: string;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tollgate-boundaries-'));
  mkdirSync(join(tree, 'scripts/boundaries'), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs', ...tables])
    copyFileSync(file, join(tree, file));
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  for (const lib of ['api-definition', 'snapshot-format', 'persistence', 'testing', 'sigv4', 'config']) {
    write(`libs/${lib}/src/index.ts`, `export * from './inner.js';\n`);
    write(`libs/${lib}/src/inner.ts`, 'export const inner = 1;\n');
  }
  write(
    'apps/control-plane/src/main.ts',
    `import { inner } from '#libs/persistence';\nexport const main = inner;\n`,
  );
  for (const folder of ['http', 'distribution', 'management/v1'])
    write(`apps/control-plane/src/${folder}/main.ts`, 'export const inner = 1;\n');
  for (const folder of [
    'http',
    'invocation',
    'listener',
    'usage',
    'snapshots',
    'integrations/http',
    'integrations/mock',
  ])
    write(`apps/gateway/src/${folder}/main.ts`, 'export const inner = 1;\n');
  write('apps/gateway/src/main.ts', 'export const inner = 1;\n');
  for (const folder of ['wire', 'kit', 'shell', 'pages/apis', 'pages/rest'])
    write(`apps/console/src/${folder}/main.ts`, 'export const inner = 1;\n');
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

/** The rules that each file breaks. One run of the tool takes a second, so the cases share one. */
function brokenRules(): Record<string, string[]> {
  const depcruise = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
  const run = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (run.stdout === '') throw new Error(run.stderr);
  const report = JSON.parse(run.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const broken: Record<string, string[]> = {};
  for (const { from, rule } of report.summary.violations) (broken[from] ??= []).push(rule.name);
  return broken;
}

test('a tree that keeps to the table breaks no rule', () => {
  expect(brokenRules()).toEqual({});
});

test('each forbidden import is caught by its own rule', () => {
  const forbidden: [file: string, line: string, rule: string][] = [
    // A type of the definition in the gateway; a lib that its row does not allow; another app; what lies
    // behind an index.
    [
      'apps/gateway/src/type.ts',
      `import type { inner } from '#libs/api-definition';`,
      'gateway-knows-snapshots-only',
    ],
    ['libs/sigv4/src/row.ts', `import '#libs/persistence';`, 'lib-sigv4'],
    ['apps/compiler-worker/src/app.ts', `import '../../control-plane/src/main.js';`, 'apps-apart'],
    [
      'apps/control-plane/src/deep.ts',
      `import '../../../libs/persistence/src/inner.js';`,
      'libs-through-their-index',
    ],
    ['apps/control-plane/src/fake.ts', `import '#libs/testing';`, 'testing-from-tests-only'],
    ['apps/control-plane/src/rows.ts', `import 'typeorm';`, 'typeorm-in-persistence'],
    ['apps/control-plane/src/sql.ts', `import 'pg';`, 'pg-in-persistence'],
    // Folders of the control plane, types too: up, to one beside, and from one that has no row.
    [
      'apps/control-plane/src/http/up.ts',
      `import type { inner } from '../distribution/main.js';`,
      'control-plane-http',
    ],
    [
      'apps/control-plane/src/management/account/beside.ts',
      `import type { inner } from '../v1/main.js';`,
      'control-plane-management-account',
    ],
    [
      'apps/control-plane/src/nowhere/new.ts',
      `import '../http/main.js';`,
      'control-plane-folder-in-the-table',
    ],
    // The same for the gateway, where what puts the folders together is above all of them.
    ...(
      [
        ['http', '../invocation/main.js', 'gateway-http'],
        ['refusals', '../http/main.js', 'gateway-refusals'],
        ['admin', '../snapshots/main.js', 'gateway-admin'],
        ['observability', '../listener/main.js', 'gateway-observability'],
        ['invocation', '../snapshots/main.js', 'gateway-invocation'],
        ['usage', '../snapshots/main.js', 'gateway-usage'],
        ['integrations', '../listener/main.js', 'gateway-integrations'],
        ['authorizers', '../usage/main.js', 'gateway-authorizers'],
        ['snapshots', '../listener/main.js', 'gateway-snapshots'],
        ['listener', '../snapshots/main.js', 'gateway-listener'],
        ['test-invocations', '../main.js', 'gateway-test-invocations'],
        ['nowhere', '../http/main.js', 'gateway-folder-in-the-table'],
        ['integrations/mapping', '../http/main.js', 'integrations-mapping'],
        ['integrations/transport', '../http/main.js', 'integrations-transport'],
        ['integrations/aws', '../http/main.js', 'integrations-aws'],
        ['integrations/http', '../mock/main.js', 'integrations-http'],
        ['integrations/lambda', '../http/main.js', 'integrations-lambda'],
        ['integrations/aws-service', '../http/main.js', 'integrations-aws-service'],
        ['integrations/mock', '../http/main.js', 'integrations-mock'],
        ['integrations/nowhere', '../http/main.js', 'gateway-folder-in-the-table'],
      ] as const
    ).map(([folder, target, rule]): [string, string, string] => [
      `apps/gateway/src/${folder}/forbidden.ts`,
      `import type { inner } from '${target}';`,
      rule,
    ]),
    // Folders of the console, and its groups of pages.
    ['apps/console/src/wire/up.ts', `import '../kit/main.js';`, 'console-wire'],
    ['apps/console/src/kit/up.ts', `import '../shell/main.js';`, 'console-kit'],
    ['apps/console/src/pages/apis/beside.ts', `import '../rest/main.js';`, 'console-pages-apart'],
    ['apps/compiler-worker/src/jobs.ts', `import 'bullmq';`, 'bullmq-in-queue'],
    ['apps/control-plane/src/cache.ts', `import 'ioredis';`, 'ioredis-in-adapters'],
    [
      'apps/control-plane/src/keys.ts',
      `import '@aws-sdk/credential-providers';`,
      'aws-sdk-finds-credentials-when-asked',
    ],
    [
      'apps/gateway/src/integrations/aws/find-credentials.ts',
      `import '@aws-sdk/credential-providers';`,
      'aws-sdk-loaded-late',
    ],
    ['libs/config/src/nest.ts', `import '@nestjs/common';`, 'no-framework-near-the-gateway'],
    ['libs/api-definition/src/io.ts', `import 'node:fs';`, 'pure-libs-do-no-io'],
    ['libs/api-definition/src/package.ts', `import 'undici';`, 'pure-libs-use-no-packages'],
    ['libs/snapshot-format/src/inner.ts', `import './index.js';`, 'no-cycles'],
    ['apps/control-plane/src/lost.ts', `import '#libs/nowhere';`, 'resolvable'],
    ['libs/config/src/forgotten.ts', '', 'no-orphans'],
  ];
  for (const [file, line] of forbidden) write(file, `${line}\nexport const inner = 1;\n`);
  const broken = brokenRules();
  for (const [file, , rule] of forbidden) {
    // A cycle is reported at whichever of its files comes first.
    const at = rule === 'no-cycles' ? 'libs/snapshot-format/src/index.ts' : file;
    expect({ file, broken: broken[at] }).toEqual({ file, broken: [rule] });
  }
});
