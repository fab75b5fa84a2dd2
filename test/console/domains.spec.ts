import { X509Certificate } from 'node:crypto';
import { makeTestCertificate, type TestCertificate } from '#libs/testing';
import { hasChromium } from '../support/chromium.js';
import { openConsole, type ConsoleTab } from '../support/console-tab.js';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { callByName, driver } from './domain-road.js';

// A name of one's own, from the PEM files to the last response under it: all of it by hand in the console.
const name = 'shop.example.com';
let tollgate: Installation;
let tab: ConsoleTab;
let authority: TestCertificate;
let restApiId: string;
const suite = hasChromium() ? describe : describe.skip;

suite('domains and certificates in the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    const { client } = tollgate;
    const api = await createApi(client, 'shop');
    ({ restApiId } = api);
    const resourceId = await createResource(client, restApiId, api.rootId, 'pets');
    const body = '"$context.stage $context.path"';
    await putMockMethod(client, { restApiId, resourceId, body });
    for (const stage of ['prod', 'beta']) await deploy(client, restApiId, stage);
    authority = await makeTestCertificate({ subject: 'CN=authority', authority: true });
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

  const { press, confirm, choose, drop } = driver(() => tab);
  const newLeaf = () => makeTestCertificate({ subject: `CN=${name}`, names: [name], issuer: authority });
  const serialOf = ({ certificate }: TestCertificate) => new X509Certificate(certificate).serialNumber;
  const call = (path: string, headers?: Record<string, string>) =>
    callByName({
      port: tollgate.gateways[0]!.httpsPort,
      name,
      path,
      ca: authority.certificate,
      ...(headers && { headers }),
    });
  const heading = (text: string) => tab.page.getByRole('heading', { level: 1, name: text }).waitFor();

  test('a certificate is imported by its files, shown for a domain, replaced and deleted', async () => {
    const { page } = tab;
    const first = await newLeaf();
    await tab.goTo('/certificates');
    await press('Import');
    // The authority's file comes first by name: what is what is read in the files.
    await drop({ 'ca.pem': authority.certificate, 'leaf.pem': first.certificate, 'z.key': first.privateKey });
    await page
      .getByRole('dialog')
      .getByRole('row', { name: `Names ${name}` })
      .waitFor();
    await press('Review');
    expect(await page.getByRole('table', { name: 'What will change' }).innerText()).toContain(name);
    await confirm('Import');
    await page.getByRole('link', { name, exact: true }).waitFor();

    await tab.goTo('/domains');
    await press('Create domain');
    await page.locator('input[name=domainName]').fill(name);
    await choose('Certificate', 'shop', /shop\.example\.com/);
    await press('Review');
    await confirm('Create');
    await page.getByRole('link', { name, exact: true }).click();
    await heading(name);

    await press('Add mapping');
    await page.locator('input[name=path]').fill('v1/store');
    await choose('API', 'sho', /^shop/);
    await choose('Stage', 'prod', /^prod$/);
    await press('Review');
    await confirm('Add');
    await page.getByRole('row', { name: /\/v1\/store.*prod/ }).waitFor();
    expect(await call('/v1/store/pets')).toEqual({
      status: 200,
      body: '"prod /v1/store/pets"',
      serial: serialOf(first),
    });

    // In its place: another path and stage.
    await press('Edit /v1/store');
    await page.locator('input[name=path]').fill('v2');
    await choose('Stage', 'beta', /^beta$/);
    await press('Review');
    await confirm('Change');
    await page.getByRole('row', { name: /\/v2.*beta/ }).waitFor();
    expect((await call('/v1/store/pets')).status).toBe(403);
    expect((await call('/v2/pets')).body).toBe('"beta /v2/pets"');

    const second = await newLeaf();
    await page.getByRole('link', { name: /^arn:aws:acm:/ }).click();
    await heading(name);
    await page.getByRole('region', { name: 'In use by' }).getByRole('link', { name }).waitFor();
    const chain = page.getByRole('region', { name: 'Links of the chain' });
    await chain.getByRole('row', { name: /^CN=authority/ }).waitFor();
    await press('Import over it');
    await drop({ 'one.pem': `${second.privateKey}${authority.certificate}${second.certificate}` });
    await press('Review');
    await confirm('Replace');
    expect(await call('/v2/pets')).toMatchObject({ status: 200, serial: serialOf(second) });

    // What a domain shows stays: the service's own words, and nothing lost.
    await press('Delete');
    await press('Delete');
    await page.getByRole('alert').filter({ hasText: 'ResourceInUseException' }).waitFor();
    await press('Cancel');
    await page.getByRole('region', { name: 'In use by' }).getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Add mapping' }).waitFor();
    await press('Delete');
    await confirm('Delete');
    await page.getByText('No domain yet').waitFor();
    await expect(call('/v2/pets')).rejects.toThrow();

    await tab.goTo('/certificates');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByText('No domain shows it.').waitFor();
    await press('Delete');
    await confirm('Delete');
    await page.getByText('No certificate yet').waitFor();
  });
});
