import type { Model } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/**
 * A Model as AWS shows it: the schema byte for byte, no description when there is none (recorded: models).
 */
export const presentModel = ({ restApiId: _restApiId, description, ...model }: Model): v1.Model => ({
  ...model,
  ...(description !== null && { description }),
});
