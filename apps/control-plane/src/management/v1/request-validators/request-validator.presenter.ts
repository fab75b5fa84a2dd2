import type { RequestValidator } from '#libs/api-definition';
import type { RequestValidator as WireRequestValidator } from '#libs/aws-wire';

/** Both flags are always shown (recorded: request validators). */
export const presentRequestValidator = ({
  restApiId: _restApiId,
  ...validator
}: RequestValidator): WireRequestValidator => validator;
