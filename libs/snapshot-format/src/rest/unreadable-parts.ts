import { compileBoundedPattern, type MappingSource, type Template } from '#libs/mapping-templates';
import type { SnapshotIntegration } from './snapshot.js';

/**
 * Whether a template, a mapping or a selection pattern of an integration cannot be read, so that some of its
 * calls fail.
 */
export function hasUnreadablePart(integration: SnapshotIntegration): boolean {
  const { requestTemplates, responses } = integration;
  const mappings = 'parameters' in integration ? integration.parameters : [];
  return (
    Object.values(requestTemplates).some(isUnreadable) ||
    mappings.some(({ from }) => isUnreadableSource(from)) ||
    responses.some(
      ({ templates, headers, selectionPattern }) =>
        Object.values(templates ?? {}).some((template) => template !== null && isUnreadable(template)) ||
        headers.some(({ from }) => isUnreadableSource(from)) ||
        isUnreadablePattern(selectionPattern),
    )
  );
}

const isUnreadable = ({ nodes }: Template): boolean => nodes[0]?.kind === 'unreadable';

const isUnreadableSource = ({ kind }: MappingSource): boolean => kind === 'unreadable';

/** A pattern stands in the snapshot as its author wrote it. */
const isUnreadablePattern = (pattern: string | null): boolean =>
  pattern !== null && compileBoundedPattern(pattern, 'whole') === null;
