import { acm } from '#libs/aws-wire';
import { WireException } from '../http/wire-exception.js';

type Code = Parameters<typeof acm.serviceError>[0];

export const refusal = (code: Code, message: string): WireException =>
  new WireException(acm.serviceError(code, message));

export const invalidArn = (arn: string) =>
  refusal('InvalidArnException', `${arn} is not the ARN of a certificate.`);
export const noSuchCertificate = (arn: string) =>
  refusal('ResourceNotFoundException', `Could not find certificate ${arn}.`);
export const inUse = (arn: string) => refusal('ResourceInUseException', `Certificate ${arn} in use.`);
/** What ImportCertificate finds wrong with what it is given. */
export const invalidCertificate = (message: string) => refusal('ValidationException', message);
export const invalidParameter = (message: string) => refusal('InvalidParameterException', message);
