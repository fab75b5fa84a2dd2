import { readdirSync, readFileSync } from 'node:fs';
import type { Operation } from '../operation.js';

const folder = new URL('./', import.meta.url);
const document = new URL('../../../../../docs/MANAGEMENT-ACTIONS.md', import.meta.url);

const withoutNames = (route: string) => route.replace(/\{\w+\}/g, '{}');

test('every call of ours that is documented has its operation, with its action as name', async () => {
  const files = readdirSync(folder).filter((name) => /^(?!service)[\w-]+\.ts$/.test(name));
  const exported = await Promise.all(
    files.map(async (name) =>
      Object.values<unknown>((await import(`./${name.slice(0, -3)}.js`)) as Record<string, unknown>),
    ),
  );
  const operations = (exported.flat() as Operation[]).map(
    ({ name, method, uri }) => `${name} ${method} ${withoutNames(uri.replace('/_tollgate/v1/', ''))}`,
  );
  const documented = [
    ...readFileSync(document, 'utf8').matchAll(
      /^\| `tollgate:(\w+)` \| .*? \| `(GET|POST|DELETE) ([^`]+)`/gm,
    ),
  ].map(([, action, method, path]) => `${action} ${method} ${withoutNames(path!)}`);
  expect(documented.length).toBeGreaterThan(30);
  expect(operations.sort()).toEqual(documented.sort());
});
