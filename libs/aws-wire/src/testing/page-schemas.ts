import { ApiExtraModels, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** A schema of the API page. */
export interface PageSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * The schemas that the API page shows of these classes, by name; Nest reads their decorators as it would in a
 * real module.
 */
export async function pageSchemasOf(
  classes: readonly (new () => object)[],
): Promise<Readonly<Record<string, PageSchema>>> {
  @ApiExtraModels(...classes)
  @Controller()
  class EveryClassController {}

  @Module({ controllers: [EveryClassController] })
  class EveryClassModule {}

  const app = await NestFactory.create(EveryClassModule, new FastifyAdapter(), { logger: false });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
    extraModels: [...classes],
  });
  await app.close();
  return (document.components?.schemas ?? {}) as Record<string, PageSchema>;
}
