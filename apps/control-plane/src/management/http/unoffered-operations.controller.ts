import { Controller, type Type } from '@nestjs/common';
import { badRequest, operations } from '#libs/aws-wire';
import { boundOperations, routeOf } from './operation.decorator.js';
import { WireException } from './wire-exception.js';

/**
 * A controller for every operation of the table that no other controller serves: signed like all others, and refused with a clear
 * message rather than as an unknown path. Call it after all other controllers have been imported.
 */
export function unofferedOperations(): Type {
  @Controller()
  class UnofferedOperationsController {}

  for (const operation of Object.values(operations)) {
    if (boundOperations.has(operation.name)) continue;
    const refuse = () => {
      throw new WireException(badRequest(`Tollgate does not offer ${operation.name} yet.`));
    };
    const descriptor: PropertyDescriptor = { value: refuse, configurable: true, writable: true };
    Object.defineProperty(UnofferedOperationsController.prototype, operation.name, descriptor);
    routeOf(operation)(UnofferedOperationsController.prototype, operation.name, descriptor);
  }
  return UnofferedOperationsController;
}
