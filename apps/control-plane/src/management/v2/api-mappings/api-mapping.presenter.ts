import { NO_BASE_PATH, type BasePathMapping } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';

/** A mapping as version 2 shows it. One that version 1 has made without a stage shows an empty one. */
export const presentApiMapping = ({ id, basePath, restApiId, stage }: BasePathMapping): v2.ApiMapping => ({
  apiId: restApiId,
  apiMappingId: id,
  apiMappingKey: basePath === NO_BASE_PATH ? '' : basePath,
  stage: stage ?? '',
});
