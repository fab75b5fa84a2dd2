import { logs } from '#libs/aws-wire';
import { WireException } from '../http/wire-exception.js';

const refusal = (code: Parameters<typeof logs.serviceError>[0], message: string) =>
  new WireException(logs.serviceError(code, message));

export const noSuchGroup = () =>
  refusal('ResourceNotFoundException', 'The specified log group does not exist.');
export const noSuchStream = () =>
  refusal('ResourceNotFoundException', 'The specified log stream does not exist.');
export const groupExists = () =>
  refusal('ResourceAlreadyExistsException', 'The specified log group already exists');
export const streamExists = () =>
  refusal('ResourceAlreadyExistsException', 'The specified log stream already exists');
/** A value that the model allows and the service does not. */
export const invalidParameter = (message: string) => refusal('InvalidParameterException', message);
export const invalidToken = () => invalidParameter('The specified nextToken is invalid.');
export const limitExceeded = (message: string) => refusal('LimitExceededException', message);
