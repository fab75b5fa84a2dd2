import type { Resource } from '../../../wire/generated/apigateway.js';

/** A line of the tree: a resource, or a method below its resource. */
export interface TreeRow {
  /** `2os2klw4hr`, or `2os2klw4hr GET`. */
  readonly key: string;
  readonly resourceId: string;
  readonly httpMethod: string | null;
  /** `/pets/{petId}` */
  readonly path: string;
  readonly label: string;
  /** From 1, as `aria-level`. */
  readonly level: number;
  /** Null for what has nothing below it. */
  readonly isOpen: boolean | null;
  readonly parentKey: string | null;
}

/** Methods in the order in which people read them. */
export const httpMethods = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const orderOf = (method: string): number => httpMethods.indexOf(method as (typeof httpMethods)[number]);

export const methodsOf = ({ resourceMethods }: Pick<Resource, 'resourceMethods'>): readonly string[] =>
  Object.keys(resourceMethods ?? {}).sort((a, b) => orderOf(a) - orderOf(b));

export const rowKey = (resourceId: string, httpMethod?: string | null): string =>
  httpMethod ? `${resourceId} ${httpMethod}` : resourceId;

/** The lines in sight: children by their names below their parents, without what is below `closed` ones. */
export function treeRows(resources: readonly Resource[], closed: ReadonlySet<string>): TreeRow[] {
  const byParent = new Map<string, Resource[]>();
  for (const resource of resources) {
    const siblings = byParent.get(resource.parentId ?? '') ?? [];
    siblings.push(resource);
    byParent.set(resource.parentId ?? '', siblings);
  }
  const rows: TreeRow[] = [];
  const visit = (resource: Resource, level: number, parentKey: string | null) => {
    const { id = '', path = '/', pathPart } = resource;
    const methods = methodsOf(resource);
    const children = byParent.get(id) ?? [];
    const isEmpty = methods.length === 0 && children.length === 0;
    const isOpen = isEmpty ? null : !closed.has(id);
    const label = pathPart === undefined ? '/' : `/${pathPart}`;
    rows.push({ key: id, resourceId: id, httpMethod: null, path, label, level, isOpen, parentKey });
    if (isOpen !== true) return;
    for (const httpMethod of methods)
      rows.push({
        key: rowKey(id, httpMethod),
        resourceId: id,
        httpMethod,
        path,
        label: httpMethod,
        level: level + 1,
        isOpen: null,
        parentKey: id,
      });
    children.sort((a, b) => ((a.pathPart ?? '') < (b.pathPart ?? '') ? -1 : 1));
    for (const child of children) visit(child, level + 1, id);
  };
  for (const root of byParent.get('') ?? []) visit(root, 1, null);
  return rows;
}

/** The resources whose path or method has what is looked for, with all above them. */
export function searchResources(resources: readonly Resource[], search: string): readonly Resource[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return resources;
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const kept = new Set<string | undefined>();
  for (const resource of resources) {
    const text = `${methodsOf(resource).join(' ')} ${resource.path}`.toLowerCase();
    if (!text.includes(wanted)) continue;
    for (let at: Resource | undefined = resource; at && !kept.has(at.id); at = byId.get(at.parentId))
      kept.add(at.id);
  }
  return resources.filter(({ id }) => kept.has(id));
}

/** What a key does in the tree: another line is the active one, or one opens or closes. */
export interface TreeMove {
  readonly active?: number;
  readonly toggle?: string;
}

/** Keys of a tree as WAI-ARIA's authoring practices have them; null for a key that does nothing here. */
export function moveInTree(rows: readonly TreeRow[], active: number, key: string): TreeMove | null {
  const row = rows[active];
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { active: Math.min(last, active + 1) };
    case 'ArrowUp':
      return { active: Math.max(0, active - 1) };
    case 'Home':
      return { active: 0 };
    case 'End':
      return { active: last };
    case 'ArrowRight':
      if (row?.isOpen === false) return { toggle: row.resourceId };
      return row?.isOpen === true ? { active: Math.min(last, active + 1) } : {};
    case 'ArrowLeft': {
      if (row?.isOpen === true) return { toggle: row.resourceId };
      const parent = rows.findIndex(({ key: of }) => of === row?.parentKey);
      return parent < 0 ? {} : { active: parent };
    }
    default:
      return null;
  }
}
