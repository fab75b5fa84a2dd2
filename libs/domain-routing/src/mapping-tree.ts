import type { DomainMapping } from '#libs/snapshot-format';
import { segmentAt, segmentsOf } from './base-path.js';

/** A mapping that has matched, and where its base path ends in the path. */
export interface MatchedMapping {
  readonly mapping: DomainMapping;
  readonly end: number;
}

interface Node {
  mapping: DomainMapping | null;
  readonly children: Map<string, Node>;
}

/** Finds the mapping with the longest base path that a path is below, by whole segments, case and all. */
export function compileMappings(mappings: readonly DomainMapping[]): (path: string) => MatchedMapping | null {
  const root = newNode();
  for (const mapping of mappings) {
    let node = root;
    for (const segment of segmentsOf(mapping.basePath)) {
      let child = node.children.get(segment);
      if (!child) node.children.set(segment, (child = newNode()));
      node = child;
    }
    node.mapping = mapping;
  }
  return (path) => {
    let found: MatchedMapping | null = root.mapping && { mapping: root.mapping, end: 0 };
    let node: Node | undefined = root;
    let end = 0;
    while (node.children.size > 0) {
      const segment = segmentAt(path, end);
      node = segment ? node.children.get(segment.text) : undefined;
      if (!segment || !node) break;
      ({ end } = segment);
      if (node.mapping) found = { mapping: node.mapping, end };
    }
    return found;
  };
}

const newNode = (): Node => ({ mapping: null, children: new Map() });
