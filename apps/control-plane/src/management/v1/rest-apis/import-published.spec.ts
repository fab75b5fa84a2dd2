import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  CreateDeploymentCommand,
  GetExportCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const published = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`@readme/oas-examples/${name}`));

test.each([['3.0/json/star-trek.json', 81, 120]])(
  '201: %s, a real API of half a megabyte, is kept whole, and a second time changes nothing',
  async (name, resources, methods) => {
    const body = published(name);
    const { id, warnings } = await plane.client.send(new ImportRestApiCommand({ body }));
    expect(warnings?.length).toBeGreaterThan(0);
    const listed = async () => {
      const { items } = await plane.client.send(new GetResourcesCommand({ restApiId: id!, limit: 500 }));
      return items!
        .map(({ path, resourceMethods }) => `${path}: ${Object.keys(resourceMethods ?? {}).join()}`)
        .sort();
    };
    const before = await listed();
    expect(before).toHaveLength(resources);
    expect(before.flatMap((line) => line.match(/[A-Z]{3,}/g) ?? [])).toHaveLength(methods);
    await plane.client.send(new PutRestApiCommand({ restApiId: id!, mode: 'overwrite', body }));
    expect(await listed()).toEqual(before);
    // A document without integrations is an API that cannot be deployed, as at AWS.
    expect(
      await refusalOf(plane.client.send(new CreateDeploymentCommand({ restApiId: id!, stageName: 'v1' }))),
    ).toContain('No integration defined for method');
    expect(
      await refusalOf(
        plane.client.send(new GetExportCommand({ restApiId: id!, stageName: 'v1', exportType: 'oas30' })),
      ),
    ).toContain('404');
  },
);
