import type { DocumentationPart } from './documentation-part.js';

/** What GetDocumentationParts may ask for; members left out match everything. */
export interface DocumentationPartFilter {
  readonly type?: string | null;
  readonly name?: string | null;
  readonly path?: string | null;
  readonly locationStatus?: 'DOCUMENTED' | 'UNDOCUMENTED' | null;
}

/**
 * Whether the filter takes the part. UNDOCUMENTED means parts without content (API reference:
 * GetDocumentationParts).
 */
export function matchesDocumentationFilter(
  { location, properties }: DocumentationPart,
  { type, name, path, locationStatus }: DocumentationPartFilter,
): boolean {
  if (type && location.type !== type) return false;
  if (name && location.name !== name) return false;
  if (path && location.path !== path) return false;
  if (!locationStatus) return true;
  return (locationStatus === 'DOCUMENTED') === /[^\s{}]/.test(properties);
}
