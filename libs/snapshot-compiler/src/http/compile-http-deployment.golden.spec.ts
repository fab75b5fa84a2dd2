import type { FrozenHttpDefinition } from '#libs/api-definition';
import { checkConsistency, sealSnapshot } from '#libs/snapshot-format';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { compileHttpDeployment, type HttpCompilation } from './compile-http-deployment.js';

// Definitions and what becomes of them, in pairs. TOLLGATE_GOLDEN_UPDATE=1 rewrites the outcomes; review them
// as a diff.
const folder = join(import.meta.dirname, 'testdata');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.in.json'))
  .map((file) => file.slice(0, -'.in.json'.length));

test.each(names)('%s', async (name) => {
  const definition = JSON.parse(
    readFileSync(join(folder, `${name}.in.json`), 'utf8'),
  ) as FrozenHttpDefinition;
  const compilation = compileHttpDeployment(definition);
  const outcome = join(folder, `${name}.out.json`);
  if (process.env.TOLLGATE_GOLDEN_UPDATE || !existsSync(outcome)) {
    if (process.env.CI) throw new Error(`${outcome} is missing`);
    writeFileSync(outcome, await format(JSON.stringify(compilation), { parser: 'json', printWidth: 110 }));
  }
  expect(JSON.parse(JSON.stringify(compilation))).toEqual(JSON.parse(readFileSync(outcome, 'utf8')));
  if (!compilation.snapshot) return;
  // As it comes to gateways.
  expect(checkConsistency(JSON.parse(sealSnapshot(compilation.snapshot).body))).toEqual([]);
});

test('every diagnostic of HTTP APIs comes up in the pairs of testdata', () => {
  const seen = names.flatMap((name) => {
    const outcome = JSON.parse(readFileSync(join(folder, `${name}.out.json`), 'utf8')) as HttpCompilation;
    return outcome.diagnostics.map(({ code }) => code);
  });
  expect(new Set(seen)).toEqual(
    new Set([
      'bad-authorizer',
      'bad-integration',
      'bad-parameter-mapping',
      'bad-route-key',
      'no-integration',
      'no-routes',
      'route-conflict',
      'route-without-target',
    ]),
  );
});
