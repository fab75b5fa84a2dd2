import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isAuthorizedByHandler } from '../http/authorized-by-handler.js';
import { SIGNED_FOR } from '../http/signed.decorator.js';
import { operationOf } from '../wire/operation.decorator.js';
import { requiredPermissionsOf } from './required-permissions.js';

type NamedClass = abstract new (...parameters: never[]) => unknown;
type Handlers = Readonly<Record<string, object>>;

/**
 * Keeps the application from starting with a route, or an operation of a service without paths, of which
 * nobody has said what callers must be allowed.
 */
@Injectable()
export class AuthorizationCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = [...this.discovery.getControllers(), ...this.discovery.getProviders()].flatMap((wrapper) => {
      const prototype = (wrapper.metatype as { prototype?: object } | null)?.prototype;
      return prototype ? unauthorizedHandlersOf(prototype as Handlers, this.methods) : [];
    });
    if (open.length > 0)
      throw new Error(
        `nothing says what these need to be allowed: ${open.join(', ')}; see docs/MANAGEMENT-ACTIONS.md`,
      );
  }
}

/** `Class.method` of handlers that are signed for and whose permissions are not known. */
export function unauthorizedHandlersOf(prototype: Handlers, methods: MetadataScanner): string[] {
  const { constructor } = prototype as unknown as { readonly constructor: NamedClass };
  if (isAuthorizedByHandler(constructor)) return [];
  return methods
    .getAllMethodNames(prototype)
    .filter((name) => {
      const handler = prototype[name]!;
      const isServed = Reflect.hasMetadata(PATH_METADATA, handler) || operationOf(handler) !== undefined;
      return isServed && !isUnsigned(handler, constructor) && !requiredPermissionsOf(handler);
    })
    .map((name) => `${constructor.name}.${name}`);
}

const isUnsigned = (handler: object, controller: object): boolean =>
  (Reflect.hasMetadata(SIGNED_FOR, handler)
    ? Reflect.getMetadata(SIGNED_FOR, handler)
    : Reflect.getMetadata(SIGNED_FOR, controller)) === null;
