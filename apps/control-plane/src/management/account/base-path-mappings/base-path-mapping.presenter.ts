import type { BasePathMapping } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** A base path mapping as AWS shows it. */
export const presentBasePathMapping = ({
  basePath,
  restApiId,
  stage,
}: BasePathMapping): v1.BasePathMapping => ({
  basePath,
  restApiId,
  stage: stage ?? undefined,
});
