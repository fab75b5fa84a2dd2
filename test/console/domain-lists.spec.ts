import { waitFor } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, type ConsoleTab } from '../support/console-tab.js';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { makeDomains, type DemoDomains } from './demo-domains.js';
import { driver } from './domain-road.js';

// Lists of domains that are longer than a page of the service, rules in another order, and two domains of
// one name.
let tollgate: Installation;
let tab: ConsoleTab;
let domains: DemoDomains;
const suite = hasChromium() ? describe : describe.skip;

/** 600 of something, 500 on the first page. */
const pageOf = <T>(position: string | null | undefined, make: (index: number) => T): T[] =>
  Array.from({ length: position ? 100 : 500 }, (_, index) => make(position ? 500 + index : index));

suite('lists of domains in the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    const { client } = tollgate;
    const { restApiId, rootId } = await createApi(client, 'pets');
    const resourceId = await createResource(client, restApiId, rootId, 'pets');
    await putMockMethod(client, { restApiId, resourceId, body: '1' });
    await deploy(client, restApiId, 'prod');
    domains = await makeDomains(tollgate, restApiId);
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
  });
  afterAll(async () => {
    await tab?.close();
    await tollgate?.close();
  });

  const { press, confirm } = driver(() => tab);

  test('a private domain and a public one of its name have pages of their own', async () => {
    const { page } = tab;
    await tab.goTo('/domains');
    const row = (id: RegExp) => page.getByRole('row', { name: id }).getByRole('link');
    await row(/PRIVATE/).click();
    await page.getByText(`Private domain ${domains.privateId}`).waitFor();
    await page.getByRole('button', { name: 'Edit /inside' }).waitFor();
    await tab.goTo('/domains');
    await row(/REGIONAL/).click();
    await page.getByRole('button', { name: 'Edit /v1/pets' }).waitFor();
  });

  test('a rule is moved before another', async () => {
    const { page } = tab;
    await tab.goTo(`/domains/${domains.domainName}`);
    await press('Move rule 110 up');
    await confirm('Move');
    await page.getByRole('button', { name: 'Move rule 50 down' }).waitFor();
    const rules = page.getByRole('region', { name: 'Routing rules' }).last();
    expect(await rules.getByRole('row').allInnerTexts()).toEqual([
      expect.stringMatching(/^Priority/),
      expect.stringMatching(/^50\s+path \/v2/),
      expect.stringMatching(/^100\s+x-version: beta\*, path \/v1/),
    ]);
  });

  test('six hundred mappings are all there, and six hundred certificates to choose from', async () => {
    const { page } = tab;
    await page.route(/\/apimappings\?/, (route) => {
      const token = new URL(route.request().url()).searchParams.get('nextToken');
      const items = pageOf(token, (index) => ({
        apiMappingId: `m${index}`,
        apiMappingKey: `p${index}`,
        apiId: 'a',
        stage: 'prod',
      }));
      return route.fulfill({ json: { items, ...(!token && { nextToken: 'behind' }) } });
    });
    await page.route('**/*', (route) => {
      const request = route.request();
      if (request.headers()['x-amz-target'] !== 'CertificateManager.ListCertificates')
        return route.fallback();
      const { NextToken } = request.postDataJSON() as { NextToken?: string };
      const CertificateSummaryList = pageOf(NextToken, (index) => ({
        CertificateArn: `arn:aws:acm:us-east-1:000000000000:certificate/${index}`,
        DomainName: `n${index}.example.com`,
      }));
      return route.fulfill({
        json: { CertificateSummaryList, ...(!NextToken && { NextToken: 'behind' }) },
      });
    });
    // What was read before is forgotten by a load of the page alone.
    await page.reload();
    await tab.goTo(`/domains/${domains.domainName}`);
    const last = page.getByRole('button', { name: 'Edit /p599', exact: true });
    await page.getByRole('button', { name: 'Edit /p0', exact: true }).hover();
    await waitFor(
      async () => {
        await page.mouse.wheel(0, 5_000);
        return (await last.count()) > 0;
      },
      { describe: 'the last mapping is in sight' },
    );
    await tab.goTo('/domains');
    await press('Create domain');
    await page.getByRole('combobox', { name: 'Certificate', exact: true }).fill('n599.');
    await page.getByRole('option', { name: /^n599\.example\.com/ }).waitFor();
  });
});
