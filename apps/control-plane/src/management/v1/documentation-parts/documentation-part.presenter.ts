import type { DocumentationPart } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/**
 * A part as AWS shows it; members of the location that do not apply are absent (recorded: documentation
 * parts).
 */
export const presentDocumentationPart = ({
  id,
  location,
  properties,
}: DocumentationPart): v1.DocumentationPart => ({
  id,
  location: Object.fromEntries(Object.entries(location).filter(([, value]) => value !== null)),
  properties,
});
