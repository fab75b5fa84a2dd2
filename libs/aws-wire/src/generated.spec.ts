import { execFileSync } from 'node:child_process';
import * as v1 from './generated/apigateway/index.js';
import { pageSchemasOf, type PageSchema } from './testing/page-schemas.js';

const repository = new URL('../../../', import.meta.url);

test('regenerating gives the committed files', () => {
  const check = () =>
    execFileSync(process.execPath, ['scripts/generate-aws-wire.mjs', '--check'], {
      cwd: repository,
      stdio: 'pipe',
    });
  expect(check).not.toThrow();
});

const classes = Object.values(v1).filter((value): value is new () => object => typeof value === 'function');

describe('the API page', () => {
  let schemas: Readonly<Record<string, PageSchema>> = {};

  beforeAll(async () => {
    schemas = await pageSchemasOf(classes);
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
