import { readFile } from 'node:fs/promises';
import { iam } from '#libs/aws-wire';
import { OperationHandlers } from '../dispatch/operation-handlers.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

test('every operation that IAM has here is served, and stands in docs/IDENTITY.md', async () => {
  const names = Object.keys(iam.operations).sort();
  const handlers = plane.app.get(OperationHandlers, { strict: false });
  expect(names.filter((name) => handlers.find('iam', name))).toEqual(names);
  const page = await readFile('docs/IDENTITY.md', 'utf8');
  const rows = [...page.matchAll(/^\| [a-z ]+ \| ([A-Z].*) \|$/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  );
  expect(rows.sort()).toEqual(names);
});
