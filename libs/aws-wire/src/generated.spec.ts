import { execFileSync } from 'node:child_process';
import { ApiExtraModels, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import * as generated from './generated/index.js';

const repository = new URL('../../../', import.meta.url);

test('regenerating gives the committed files', () => {
  const check = () =>
    execFileSync(process.execPath, ['scripts/generate-aws-wire.mjs', '--check'], {
      cwd: repository,
      stdio: 'pipe',
    });
  expect(check).not.toThrow();
});

type SchemaObject = { properties?: Record<string, unknown> };

const classes = Object.values(generated).filter(
  (value): value is new () => object => typeof value === 'function',
);

// Nest reads the decorators of these two as it would those of a real module.
@ApiExtraModels(...classes)
@Controller()
class EveryClassController {}

@Module({ controllers: [EveryClassController] })
class EveryClassModule {}

describe('Swagger', () => {
  let schemas: Record<string, SchemaObject> = {};

  beforeAll(async () => {
    const app = await NestFactory.create(EveryClassModule, new FastifyAdapter(), { logger: false });
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
      extraModels: classes,
    });
    schemas = (document.components?.schemas ?? {}) as Record<string, SchemaObject>;
    await app.close();
  });

  test('shows every class', () => {
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(classes.map(({ name }) => name)));
  });

  test('shows the members of a request body under their wire names, and no others', () => {
    expect(Object.keys(schemas.CreateStageRequest?.properties ?? {})).toContain('deploymentId');
    expect(schemas.CreateStageRequest?.properties).not.toHaveProperty('restApiId');
    expect(schemas.PutIntegrationRequest?.properties).toHaveProperty('httpMethod');
    expect(schemas.PutIntegrationRequest?.properties).not.toHaveProperty('integrationHttpMethod');
  });

  test('shows lists under item and enums by their values', () => {
    expect(schemas.RestApis?.properties).toHaveProperty('item');
    expect(schemas.Usage?.properties).toHaveProperty('values');
    expect(schemas.EndpointConfiguration?.properties?.types).toMatchObject({
      type: 'array',
      items: { enum: ['REGIONAL', 'EDGE', 'PRIVATE'] },
    });
  });

  test('every schema that another one names exists', () => {
    const named = [...JSON.stringify(schemas).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(named));
  });
});
