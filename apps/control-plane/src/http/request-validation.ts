import { ValidationPipe, type ValidationError, type ValidationPipeOptions } from '@nestjs/common';
import { badRequest } from '#libs/aws-wire';
import { WireException } from './wire-exception.js';

const options: ValidationPipeOptions = {
  transform: true,
  whitelist: true,
  // Bodies come by `@JsonBody()`, which is a decorator of ours.
  validateCustomDecorators: true,
  exceptionFactory: (errors) => new WireException(badRequest([...new Set(problemsOf(errors))].join('; '))),
};

/**
 * Inputs of what is ours against their classes: every problem is named, and so is a member that nobody knows.
 */
export const callerValidation = new ValidationPipe({ ...options, forbidNonWhitelisted: true });

/** The same for gateways: what a newer release says beyond what this one knows is left out, not refused. */
export const gatewayValidation = new ValidationPipe(options);

/** `quota.limit must be a number from 0 on`: the path of the member, and what is wrong with it. */
function problemsOf(errors: readonly ValidationError[], parent = ''): string[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => [
    ...Object.entries(constraints).map(([rule, text]) =>
      rule === 'whitelistValidation' ? `${parent}${property} is not known` : `${parent}${text}`,
    ),
    ...problemsOf(children, `${parent}${property}.`),
  ]);
}
