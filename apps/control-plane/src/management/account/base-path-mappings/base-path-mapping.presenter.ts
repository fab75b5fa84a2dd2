import type { BasePathMapping as Definition } from '#libs/api-definition';
import type { BasePathMapping } from '#libs/aws-wire';

/** A base path mapping as AWS shows it. */
export const presentBasePathMapping = ({ basePath, restApiId, stage }: Definition): BasePathMapping => ({
  basePath,
  restApiId,
  stage: stage ?? undefined,
});
