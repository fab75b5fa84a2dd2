import type { FrozenHttpDefinition } from '#libs/api-definition';
import { sealSnapshot, webSocketProblems, type WebSocketSnapshot } from '#libs/snapshot-format';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { compileWebSocketDeployment, type WebSocketCompilation } from './compile-websocket-deployment.js';

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
  const compilation = compileWebSocketDeployment(definition);
  const outcome = join(folder, `${name}.out.json`);
  if (process.env.TOLLGATE_GOLDEN_UPDATE || !existsSync(outcome)) {
    if (process.env.CI) throw new Error(`${outcome} is missing`);
    writeFileSync(outcome, await format(JSON.stringify(compilation), { parser: 'json', printWidth: 110 }));
  }
  expect(JSON.parse(JSON.stringify(compilation))).toEqual(JSON.parse(readFileSync(outcome, 'utf8')));
  if (!compilation.snapshot) return;
  // As it comes to gateways.
  const received = JSON.parse(sealSnapshot(compilation.snapshot).body) as WebSocketSnapshot;
  expect(webSocketProblems(received)).toEqual([]);
});

test('every diagnostic of WebSocket APIs comes up in the pairs of testdata', () => {
  const seen = names.flatMap((name) => {
    const outcome = JSON.parse(
      readFileSync(join(folder, `${name}.out.json`), 'utf8'),
    ) as WebSocketCompilation;
    return outcome.diagnostics.map(({ code }) => code);
  });
  expect(new Set(seen)).toEqual(
    new Set([
      'bad-authorizer',
      'bad-integration',
      'bad-mapping-expression',
      'bad-model',
      'bad-parameter',
      'bad-route-key',
      'bad-selection-expression',
      'bad-selection-pattern',
      'bad-template',
      'authorization-not-served',
      'connect-only',
      'integration-type-not-served',
      'key-of-no-authorizer',
      'model-not-checked',
      'no-integration',
      'no-routes',
      'one-way-route',
      'route-without-target',
      'unmapped-uri-parameter',
    ]),
  );
});
