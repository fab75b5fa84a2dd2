import {
  addResource,
  isVariable,
  limitExceeded,
  newRootResource,
  type DomainError,
  type Resource,
} from '#libs/api-definition';
import type { ImportNotes } from './import-notes.js';

/**
 * Ours, like the longest path: ten times what an account may have at AWS without asking. Without bounds a
 * path of a megabyte would be a million Resources.
 */
const RESOURCES_MAX = 10_000;
const PATH_LENGTH_MAX = 8192;

/** The Resources of an import; parents are made as they are needed (recorded: import). */
export interface ImportedResources {
  /**
   * The Resource of a path, made if it is not there; undefined, with an error noted, when there can be none.
   */
  readonly at: (path: string) => Resource | undefined;
  /** Parents before their children. */
  readonly resources: () => readonly Resource[];
  /** Why no more can be made. */
  readonly limit: () => DomainError | undefined;
}

/**
 * `known`: Resources that stay (merge), parents first. `idOf` gives the id for a path that is new to the
 * tree.
 */
export function importResources(
  root: { readonly restApiId: string; readonly id: string },
  known: readonly Resource[],
  idOf: (path: string) => string,
  notes: ImportNotes,
): ImportedResources {
  const byPath = new Map<string, Resource>([['/', newRootResource(root.restApiId, root.id)]]);
  for (const resource of known) byPath.set(resource.path, resource);
  // The one sibling that can refuse a newcomer; equal names are found by path.
  const variableChild = new Map<string, Resource>();
  const note = (resource: Resource): void => {
    if (resource.parentId !== null && isVariable(resource.pathPart))
      variableChild.set(resource.parentId, resource);
  };
  known.forEach(note);

  const childOf = (parent: Resource, pathPart: string): Resource | undefined => {
    const path = parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
    const there = byPath.get(path);
    if (there || byPath.size >= RESOURCES_MAX) return there;
    const sibling = variableChild.get(parent.id);
    const added = addResource(sibling ? [parent, sibling] : [parent], {
      parentId: parent.id,
      pathPart,
      id: idOf(path),
    });
    if (!added.ok) {
      notes.errors.push(`Unable to create resource at path '${path}': ${added.error.message}`);
      return undefined;
    }
    byPath.set(path, added.value);
    note(added.value);
    return added.value;
  };
  return {
    at: (path) => {
      if (path.length > PATH_LENGTH_MAX) {
        notes.errors.push(`Unable to create resource: a path has more than ${PATH_LENGTH_MAX} characters`);
        return undefined;
      }
      let found: Resource | undefined = byPath.get('/');
      for (const segment of path.split('/')) {
        if (segment !== '') found = found && childOf(found, segment);
      }
      return found;
    },
    resources: () => [...byPath.values()],
    limit: () =>
      byPath.size >= RESOURCES_MAX
        ? limitExceeded('Maximum number of resources for this API has been reached.')
        : undefined,
  };
}
