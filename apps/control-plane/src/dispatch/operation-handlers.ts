import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { DiscoveryService, ExternalContextCreator, MetadataScanner } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { Operation } from '#libs/aws-wire';
import type { ManagementRequest } from '../http/management-request.js';
import { operationOf } from '../wire/operation.decorator.js';
import { WireService } from './wire-service.decorator.js';

/** A method that serves an operation, with all that Nest does around it: guards, interceptors, parameters. */
export interface OperationHandler {
  readonly operation: Operation;
  handle(request: ManagementRequest, reply: FastifyReply): Promise<unknown>;
}

/** The operations that the classes with `@WireService` serve. */
@Injectable()
export class OperationHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, OperationHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
    private readonly contexts: ExternalContextCreator,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders({ metadataKey: WireService.KEY })) {
      const host = instance as Record<string, (...parameters: unknown[]) => unknown>;
      for (const name of this.methods.getAllMethodNames(Object.getPrototypeOf(host) as object)) {
        const operation = operationOf(host[name]!);
        if (operation) this.add(operation, host, name);
      }
    }
  }

  /** Undefined where no method serves it. */
  find(service: string, operation: string): OperationHandler | undefined {
    return this.handlers.get(keyOf(service, operation));
  }

  private add(
    operation: Operation,
    host: Record<string, (...parameters: unknown[]) => unknown>,
    method: string,
  ): void {
    const key = keyOf(operation.service.name, operation.name);
    if (this.handlers.has(key)) throw new Error(`${key} is served twice`);
    const handle = this.contexts.create(
      host,
      host[method]!,
      method,
      ROUTE_ARGS_METADATA,
      ownDecoratorsOnly,
      undefined,
      undefined,
      // What is thrown is for the filter of the route by which the call came.
      { guards: true, interceptors: true, filters: false },
    );
    this.handlers.set(key, { operation, handle });
  }
}

/** Parameters come by decorators of ours, such as `@Caller()`; those of routes have no route here. */
const ownDecoratorsOnly = {
  exchangeKeyForValue: () => {
    throw new Error('a parameter of a @WireService that only a route can have');
  },
};

const keyOf = (service: string, operation: string): string => `${service}:${operation}`;
