import {
  CreateDomainNameCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetDomainNameCommand as GetInV2Command } from '@aws-sdk/client-apigatewayv2';
import { gateways, outbox } from '#libs/persistence';
import { waitFor } from '#libs/testing';
import { createFakeGateway, type FakeGateway } from '../../../testing/fake-gateway.js';
import { importCertificate } from '../../../testing/import-certificate.js';
import { publishDomains } from '../../../testing/publish-domains.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let inV2: ApiGatewayV2Client;
let gateway: FakeGateway | null = null;
let regionalCertificateArn: string;
let domainName: string;
let count = 0;
beforeAll(async () => {
  plane = await startControlPlane();
  const { url: endpoint, credentials } = plane;
  inV2 = new ApiGatewayV2Client({ endpoint, credentials, region: 'us-east-1' });
  regionalCertificateArn = await importCertificate(plane);
});
beforeEach(async () => {
  domainName = `status-${(count += 1)}.example.com`;
  const made = await plane.client.send(
    new CreateDomainNameCommand({
      ...{ domainName, regionalCertificateArn },
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
  );
  expect(made.domainNameStatus).toBe('UPDATING');
});
afterEach(async () => {
  await gateway?.kill();
  gateway = null;
  await waitFor(async () => (await connected()).length === 0);
});
afterAll(async () => {
  inV2.destroy();
  await plane.close();
});

const connected = async () =>
  (await plane.database.read((uow) => gateways.list(uow))).filter(({ connected }) => connected);

const publish = () => publishDomains(plane);

const change = (routingMode: string) =>
  plane.client.send(
    new UpdateDomainNameCommand({
      domainName,
      patchOperations: [{ op: 'replace', path: '/routingMode', value: routingMode }],
    }),
  );

/** By every read. */
async function status(): Promise<(string | undefined)[]> {
  const one = await plane.client.send(new GetDomainNameCommand({ domainName }));
  const { items = [] } = await plane.client.send(new GetDomainNamesCommand({ limit: 500 }));
  const listed = items.find((item) => item.domainName === domainName);
  expect(listed?.domainNameStatus).toBe(one.domainNameStatus);
  const { DomainNameConfigurations: [other] = [] } = await inV2.send(
    new GetInV2Command({ DomainName: domainName }),
  );
  expect(other?.DomainNameStatus).toBe(one.domainNameStatus === 'AVAILABLE' ? 'AVAILABLE' : 'UPDATING');
  expect(other?.DomainNameStatusMessage).toBe(one.domainNameStatusMessage);
  return [one.domainNameStatus, one.domainNameStatusMessage];
}

async function connectGateway(): Promise<FakeGateway> {
  gateway = createFakeGateway(plane, 'gw-1');
  gateway.follow({ silent: true });
  await waitFor(async () => (await connected()).length === 1);
  return gateway;
}

test('a change is UPDATING until it is published, and then at once AVAILABLE where no gateway is', async () => {
  expect(await status()).toEqual(['UPDATING', undefined]);
  await publish();
  expect(await status()).toEqual(['AVAILABLE', undefined]);
  expect((await change('ROUTING_RULE_ONLY')).domainNameStatus).toBe('UPDATING');
  expect(await status()).toEqual(['UPDATING', undefined]);
  await publish();
  expect(await status()).toEqual(['AVAILABLE', undefined]);
});

test('connected gateways are waited for', async () => {
  const one = await connectGateway();
  const appliedSeq = await publish();
  expect(await status()).toEqual(['UPDATING', undefined]);
  await one.acknowledge({ appliedSeq: appliedSeq - 1 });
  expect(await status()).toEqual(['UPDATING', undefined]);
  await one.acknowledge({ appliedSeq });
  expect(await status()).toEqual(['AVAILABLE', undefined]);
});

test('a gateway that refuses the domain is named, until there is another document', async () => {
  const one = await connectGateway();
  const appliedSeq = await publish();
  await one.acknowledge({
    appliedSeq,
    refused: [{ kind: 'domain', name: domainName, seq: appliedSeq, reason: 'it requires something' }],
  });
  expect(await status()).toEqual(['FAILED', 'Gateway gw-1 refuses it: it requires something']);
  await change('ROUTING_RULE_ONLY');
  await one.acknowledge({ appliedSeq: await publish() });
  expect(await status()).toEqual(['AVAILABLE', undefined]);
});

test('a change that was given up is FAILED, until a later one is published', async () => {
  await publish();
  await change('ROUTING_RULE_ONLY');
  await plane.database.write(async (uow) => {
    for (const { id } of await outbox.open(uow, Date.now() + 60_000))
      await outbox.markDead(uow, id, 'no room');
  });
  expect(await status()).toEqual(['FAILED', 'Its newest change could not be published: no room']);
  await change('ROUTING_RULE_THEN_BASE_PATH_MAPPING');
  expect(await status()).toEqual(['UPDATING', undefined]);
  await publish();
  expect(await status()).toEqual(['AVAILABLE', undefined]);
});
