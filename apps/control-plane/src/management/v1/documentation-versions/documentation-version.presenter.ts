import { epochSeconds, type v1 } from '#libs/aws-wire';
import type { DocumentationVersionSummary } from '#libs/persistence';

export const presentDocumentationVersion = ({
  version,
  createdAtMs,
  description,
}: DocumentationVersionSummary): v1.DocumentationVersion => ({
  version,
  createdDate: epochSeconds(createdAtMs),
  ...(description !== null && { description }),
});
