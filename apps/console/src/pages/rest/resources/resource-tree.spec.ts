import type { Resource } from '../../../wire/generated/apigateway.js';
import { moveInTree, searchResources, treeRows } from './resource-tree.js';

const resources: Resource[] = [
  { id: 'p', parentId: 'r', pathPart: 'pets', path: '/pets', resourceMethods: { POST: {}, GET: {} } },
  { id: 'r', path: '/' },
  { id: 'i', parentId: 'p', pathPart: '{petId}', path: '/pets/{petId}', resourceMethods: { DELETE: {} } },
  { id: 'a', parentId: 'r', pathPart: 'about', path: '/about' },
];

const drawn = (closed: readonly string[] = [], of = resources) =>
  treeRows(of, new Set(closed)).map(({ label, level }) => `${' '.repeat(level - 1)}${label}`);

test('children stand below their parents by name, methods first', () => {
  expect(drawn()).toEqual(['/', ' /about', ' /pets', '  GET', '  POST', '  /{petId}', '   DELETE']);
});

test('what is below a closed resource is out of sight', () => {
  expect(drawn(['p'])).toEqual(['/', ' /about', ' /pets']);
  expect(treeRows(resources, new Set(['p'])).map(({ isOpen }) => isOpen)).toEqual([true, null, false]);
});

test('a resource is found by its path or its method, with all above it', () => {
  expect(drawn([], [...searchResources(resources, 'DELETE')])).toContain('   DELETE');
  expect(searchResources(resources, 'petid').map(({ id }) => id)).toEqual(['p', 'r', 'i']);
  expect(searchResources(resources, 'about').map(({ id }) => id)).toEqual(['r', 'a']);
  expect(searchResources(resources, 'nothing')).toEqual([]);
});

test('arrows go up, down, into and out of a branch, and open and close it', () => {
  const rows = treeRows(resources, new Set());
  const at = (label: string) => rows.findIndex((row) => row.label === label);
  expect(moveInTree(rows, at('/about'), 'ArrowDown')).toEqual({ active: at('/pets') });
  expect(moveInTree(rows, 0, 'ArrowUp')).toEqual({ active: 0 });
  expect(moveInTree(rows, 0, 'End')).toEqual({ active: at('DELETE') });
  expect(moveInTree(rows, at('/pets'), 'ArrowRight')).toEqual({ active: at('GET') });
  expect(moveInTree(rows, at('/pets'), 'ArrowLeft')).toEqual({ toggle: 'p' });
  expect(moveInTree(rows, at('DELETE'), 'ArrowLeft')).toEqual({ active: at('/{petId}') });
  expect(moveInTree(rows, at('GET'), 'ArrowRight')).toEqual({});
  expect(moveInTree(rows, 0, 'x')).toBeNull();
  const closed = treeRows(resources, new Set(['p']));
  expect(moveInTree(closed, 2, 'ArrowRight')).toEqual({ toggle: 'p' });
});

test('three hundred resources are laid out whole', () => {
  const many = Array.from({ length: 300 }, (_, n) => ({
    id: `x${n}`,
    parentId: n === 0 ? undefined : `x${Math.floor((n - 1) / 3)}`,
    pathPart: n === 0 ? undefined : `p${n}`,
    path: `/${n}`,
    resourceMethods: { GET: {} },
  }));
  expect(treeRows(many as never, new Set())).toHaveLength(600);
});
