import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { Operation } from '#libs/aws-wire';
import { operationOf } from '../wire/operation.decorator.js';

/** The operations of API Gateway that some controller of the application serves. */
export function servedOperations(app: INestApplication): ReadonlySet<Operation> {
  const controllers = new DiscoveryService(app.get(ModulesContainer)).getControllers();
  const methods = new MetadataScanner();
  const served = new Set<Operation>();
  for (const { instance } of controllers) {
    const handlers = instance as Readonly<Record<string, object>>;
    for (const name of methods.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const operation = operationOf(handlers[name]!);
      if (operation) served.add(operation);
    }
  }
  return served;
}
