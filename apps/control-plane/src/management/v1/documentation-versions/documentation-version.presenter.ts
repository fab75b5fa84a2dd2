import { epochSeconds, type DocumentationVersion as WireDocumentationVersion } from '#libs/aws-wire';
import type { DocumentationVersionSummary } from '#libs/persistence';

export const presentDocumentationVersion = ({
  version,
  createdAtMs,
  description,
}: DocumentationVersionSummary): WireDocumentationVersion => ({
  version,
  createdDate: epochSeconds(createdAtMs),
  ...(description !== null && { description }),
});
