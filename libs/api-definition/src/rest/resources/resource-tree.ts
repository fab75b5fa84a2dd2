import { badRequest, conflict, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import type { Resource } from './resource.js';
import { unknownResource } from '../rest-apis/identifier-errors.js';
import { checkPathPart, isGreedy, isVariable } from './path-part.js';

/** All resources of one RestApi. */
export type ResourceTree = readonly Resource[];

/** The root that every RestApi is made with. */
export const newRootResource = (restApiId: string, id: string): Resource => ({
  restApiId,
  id,
  parentId: null,
  pathPart: null,
  path: '/',
});

/** A new child of `parentId` (recorded: resources). */
export function addResource(
  tree: ResourceTree,
  input: { readonly parentId: string; readonly pathPart: string; readonly id: string },
): Result<Resource> {
  const parent = tree.find(({ id }) => id === input.parentId);
  if (!parent) return fail(unknownResource());
  const pathPart = checkPathPart(input.pathPart);
  if (!pathPart.ok) return pathPart;
  const refusal = refusePlace(tree, parent, pathPart.value, null);
  if (refusal) return fail(refusal);
  return ok({ ...input, restApiId: parent.restApiId, path: childPath(parent, input.pathPart) });
}

/**
 * Checks the place of a resource that a patch has moved or renamed, and gives it and its subtree their new
 * paths.
 */
export function placeResource(tree: ResourceTree, moved: Resource): Result<readonly Resource[]> {
  const before = tree.find(({ id }) => id === moved.id);
  if (!before) return fail(unknownResource());
  if (before.parentId === moved.parentId && before.pathPart === moved.pathPart) return ok([]);
  const parent = tree.find(({ id }) => id === moved.parentId);
  if (!parent) return fail(unknownResource());
  if (subtreeOf(tree, moved.id).some(({ id }) => id === parent.id)) {
    return fail(badRequest('Resources cannot be cyclical.'));
  }
  const pathPart = checkPathPart(moved.pathPart);
  if (!pathPart.ok) return pathPart;
  const refusal = refusePlace(tree, parent, pathPart.value, moved.id);
  if (refusal) return fail(refusal);
  const placed = { ...moved, path: childPath(parent, pathPart.value) };
  const descendants = withPaths(tree, placed);
  if (isGreedy(placed.pathPart) && descendants.length > 0) return fail(noChildrenBelow(placed));
  return ok([placed, ...descendants]);
}

/** The resource and everything below it. */
export function subtreeOf(tree: ResourceTree, id: string): readonly Resource[] {
  return tree
    .filter((resource) => resource.id === id)
    .concat(tree.filter(({ parentId }) => parentId === id).flatMap((child) => subtreeOf(tree, child.id)));
}

function refusePlace(
  tree: ResourceTree,
  parent: Resource,
  pathPart: string,
  self: string | null,
): DomainError | undefined {
  if (isGreedy(parent.pathPart)) return noChildrenBelow(parent);
  const siblings = tree.filter(({ id, parentId }) => parentId === parent.id && id !== self);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    return conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = isVariable(pathPart) && siblings.find((sibling) => isVariable(sibling.pathPart));
  if (!variable) return undefined;
  return badRequest(
    `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
  );
}

const noChildrenBelow = ({ pathPart }: Resource): DomainError =>
  badRequest(`Cannot create a child of a resource with a greedy path variable: ${pathPart}`);

const childPath = (parent: Resource, pathPart: string): string =>
  parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;

function withPaths(tree: ResourceTree, parent: Resource): readonly Resource[] {
  return tree
    .filter(({ parentId }) => parentId === parent.id)
    .map((child) => ({ ...child, path: childPath(parent, child.pathPart ?? '') }))
    .flatMap((child) => [child, ...withPaths(tree, child)]);
}
