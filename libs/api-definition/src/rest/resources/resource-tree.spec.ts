import fc from 'fast-check';
import type { Resource } from './resource.js';
import { isGreedy, isVariable } from './path-part.js';
import {
  addResource,
  newRootResource,
  placeResource,
  subtreeOf,
  type ResourceTree,
} from './resource-tree.js';

const root = newRootResource('api', 'root');
const parts = ['a', 'b', '{x}', '{y}', '{z+}'];

/** What a tree must always be, whatever was done to it. */
function soundnessOf(tree: ResourceTree): string[] {
  const problems: string[] = [];
  for (const resource of tree) {
    if (resource.parentId === null) continue;
    const parent = tree.find(({ id }) => id === resource.parentId);
    if (!parent) problems.push(`${resource.id} has no parent`);
    else if (resource.path !== `${parent.path === '/' ? '' : parent.path}/${resource.pathPart}`)
      problems.push(`${resource.path} is not below ${parent.path}`);
    if (parent && isGreedy(parent.pathPart)) problems.push(`${parent.path} has children`);
    const siblings = tree.filter(({ id, parentId }) => parentId === resource.parentId && id !== resource.id);
    if (siblings.some(({ pathPart }) => pathPart === resource.pathPart))
      problems.push(`${resource.path} twice`);
    if (isVariable(resource.pathPart) && siblings.some(({ pathPart }) => isVariable(pathPart)))
      problems.push(`two variables beside ${resource.path}`);
  }
  return problems;
}

test('whatever is added, moved and renamed, the tree stays a sound tree with the right paths', () => {
  const step = fc.record({
    target: fc.nat(30),
    parent: fc.nat(30),
    pathPart: fc.constantFrom(...parts),
    add: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let tree: readonly Resource[] = [root];
      for (const [index, { target, parent, pathPart, add }] of steps.entries()) {
        const parentId = tree[parent % tree.length]!.id;
        if (add) {
          const added = addResource(tree, { parentId, pathPart, id: `r${index}` });
          if (added.ok) tree = [...tree, added.value];
          continue;
        }
        const moved = tree[target % tree.length]!;
        if (moved.parentId === null) continue;
        const placed = placeResource(tree, { ...moved, parentId, pathPart });
        if (!placed.ok) continue;
        const changed = new Map(placed.value.map((resource) => [resource.id, resource]));
        tree = tree.map((resource) => changed.get(resource.id) ?? resource);
      }
      expect(soundnessOf(tree)).toEqual([]);
      expect(subtreeOf(tree, root.id)).toHaveLength(tree.length);
    }),
  );
});
