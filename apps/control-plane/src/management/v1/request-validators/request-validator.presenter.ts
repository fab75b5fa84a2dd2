import type { RequestValidator } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** Both flags are always shown (recorded: request validators). */
export const presentRequestValidator = ({
  restApiId: _restApiId,
  ...validator
}: RequestValidator): v1.RequestValidator => validator;
