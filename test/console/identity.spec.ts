import {
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  ListPolicyVersionsCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { hasChromium } from '../support/chromium.js';
import { consolePath, openConsole, settled, type ConsoleTab } from '../support/console-tab.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { iamClient } from './demo-identities.js';

// Users, roles and policies from their making to their end, as who keeps them does it.
let tollgate: Installation;
let tab: ConsoleTab;
let iam: IAMClient;
const suite = hasChromium() ? describe : describe.skip;
const PolicyArn = 'arn:aws:iam::000000000000:policy/lookers';

suite('users, roles and policies in the console', () => {
  beforeAll(async () => {
    tollgate = await startInstallation();
    iam = iamClient(tollgate);
    tab = await openConsole({ url: tollgate.controlPlaneUrl });
    await tab.signIn({
      accessKeyId: tollgate.awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: tollgate.awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    });
  });
  afterAll(async () => {
    iam?.destroy();
    await tab?.close();
    await tollgate?.close();
  });

  const press = (name: string, page: Page = tab.page) =>
    page.getByRole('button', { name, exact: true }).last().click();
  /** Does what a review shows, and gives what it showed. */
  const confirm = async (name: string) => {
    const changes = tab.page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    const shown = await changes.innerText();
    await press(name);
    await changes.waitFor({ state: 'detached' });
    return shown;
  };
  const write = (label: string, document: object) =>
    tab.page.getByRole('textbox', { name: label, exact: true }).fill(JSON.stringify(document));
  const allowing = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const versions = async () => {
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    return Versions.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? '*' : ''}`);
  };
  const attach = async (name: string) => {
    await press('Attach policy');
    await tab.page.getByRole('combobox', { name: 'Policy' }).fill(name);
    await tab.page.getByRole('option', { name, exact: true }).click();
    await press('Review');
    await confirm('Attach');
    await tab.page.getByRole('link', { name, exact: true }).waitFor();
  };
  const putInline = async (name: string, document: object, button: string) => {
    await press('Create inline policy');
    await tab.page.getByLabel('Name').fill(name);
    await write('Document', document);
    await press('Review');
    return confirm(button);
  };

  test('a policy is made, and a user with it, an inline policy and an access key', async () => {
    const { page } = tab;
    await tab.goTo('/identity/policies');
    await press('Create policy');
    await page.getByLabel('Name').fill('lookers');
    await press('Review');
    await confirm('Create');
    await tab.goTo('/identity/users');
    await press('Create user');
    await page.getByLabel('Name').fill('ada');
    await press('Review');
    await confirm('Create');
    await page.getByRole('link', { name: 'ada' }).click();
    await page.getByRole('heading', { level: 1, name: 'ada' }).waitFor();
    await attach('lookers');
    await putInline('own', allowing('apigateway:DELETE'), 'Create');
    expect(await putInline('own', allowing('apigateway:PATCH'), 'Replace')).toContain('apigateway:DELETE');
    await press('own');
    await write('Document of own', allowing('apigateway:PUT'));
    expect(await tab.violations()).toEqual([]);
    await press('Review changes');
    expect(await confirm('Change')).toContain('apigateway:PATCH');
    await press('Create access key');
    await confirm('Create');
    await page.getByText('Keep the secret now').waitFor();
  });

  test('who signs in as the user, in another tab, is refused in the words of the service', async () => {
    const keys = tab.page.getByRole('alert').filter({ hasText: 'Keep the secret now' }).locator('pre');
    const [accessKeyId = '', secretAccessKey = ''] = await keys.allInnerTexts();
    const other = await tab.page.context().newPage();
    await other.goto(`${tollgate.controlPlaneUrl}${consolePath}/`);
    await other.getByLabel('Access key ID').fill(accessKeyId);
    await other.getByLabel('Secret access key').fill(secretAccessKey);
    await press('Sign in', other);
    await other.getByRole('navigation', { name: 'Main' }).waitFor();
    await other.goto(`${tollgate.controlPlaneUrl}${consolePath}/apis/new`);
    await other.getByLabel('Name').fill('not mine to make');
    await press('Review', other);
    await other.getByRole('table', { name: 'What will change' }).waitFor();
    await press('Create', other);
    const refusal = other.getByRole('alert').filter({ hasText: 'is not authorized to perform' });
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain(
      'arn:aws:iam::000000000000:user/ada is not authorized to perform: apigateway:POST',
    );
    await other.close();
  });

  test('a policy takes a sixth version, the oldest going for it, and any may be the default', async () => {
    const { page } = tab;
    await tab.goTo('/identity/policies');
    await page.getByRole('link', { name: 'lookers' }).click();
    for (let count = 2; count <= 6; count += 1) {
      const room = page.getByText('There are 5 versions, as many as a policy may have.');
      await page.getByRole('textbox', { name: `Document of v${count - 1}` }).waitFor();
      expect(await room.count()).toBe(count === 6 ? 1 : 0);
      await write(`Document of v${count - 1}`, allowing(`logs:Describe${count}*`));
      await press('Review changes');
      const shown = await confirm('Change');
      expect(shown.includes('Oldest version that is not the default')).toBe(count === 6);
    }
    await page.getByRole('textbox', { name: 'Document of v6' }).waitFor();
    expect(await versions()).toEqual(['v6*', 'v5', 'v4', 'v3', 'v2']);

    // The address has an ARN in it, with its slash.
    await page.reload();
    await settled(page);
    await press('Show v3');
    await page.getByRole('textbox', { name: 'Document of v3' }).getByText('Describe3').waitFor();
    await press('Set as default: v3');
    expect(await tab.violations()).toEqual([]);
    const shown = await confirm('Set as default');
    expect(shown).toContain('logs:Describe6*');
    expect(shown).toContain('logs:Describe3*');
    await press('Delete v6');
    expect(await confirm('Delete')).toContain('logs:Describe6*');
    await page.getByRole('button', { name: 'Show v6' }).waitFor({ state: 'detached' });
    expect(await versions()).toEqual(['v5', 'v4', 'v3*', 'v2']);
  });

  test('what is no JSON is not sent, and what is no policy is refused in the words of the service', async () => {
    const { page } = tab;
    await page.getByRole('textbox', { name: 'Document of v3' }).fill('{"Version":');
    await page.getByText('This is not JSON yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Review changes' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Document of v3' }).fill('{"Version":"2012-10-17"}');
    await press('Review changes');
    await page.getByRole('table', { name: 'What will change' }).waitFor();
    await press('Change');
    await page.getByRole('alert').filter({ hasText: 'MalformedPolicyDocument' }).waitFor();
    await press('Cancel');
    await press('Reset');
  });

  test('a role has the same pieces: trust, policies, and what they come to', async () => {
    const { page } = tab;
    await tab.goTo('/identity/roles');
    await press('Create role');
    await page.getByLabel('Name').fill('deployer');
    await press('Review');
    await confirm('Create');
    await page.getByRole('link', { name: 'deployer' }).click();
    await page.getByRole('heading', { level: 1, name: 'deployer' }).waitFor();
    const service = { Service: 'states.amazonaws.com' };
    await write('Trust policy of deployer', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: service, Action: 'sts:AssumeRole' }],
    });
    await press('Review changes');
    expect(await confirm('Change')).toContain('states.amazonaws.com');
    await attach('lookers');
    await putInline('own', allowing('apigateway:GET'), 'Create');
    await press('Ask');
    const decided = page.getByRole('table', { name: 'Decisions' });
    await decided.waitFor();
    expect(await tab.violations()).toEqual([]);
    const rows = await decided.getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.toLowerCase().split(/\s+/).slice(0, 2))).toEqual(
      expect.arrayContaining([
        ['apigateway:get', 'allowed'],
        ['apigateway:delete', 'implicitdeny'],
      ]),
    );
  });

  test('a user is deleted with all that it has, shown first', async () => {
    await tab.goTo('/identity/users/ada');
    await press('Delete user');
    const shown = await confirm('Delete');
    expect(shown).toMatch(/Access keys\s+AKIA/);
    expect(shown).toMatch(/Attachments of policies\s+lookers/);
    expect(shown).toMatch(/Inline policies\s+own/);
    await tab.page.getByText('No user yet').waitFor();
    await expect(iam.send(new GetUserCommand({ UserName: 'ada' }))).rejects.toThrow('cannot be found');
  });

  test('so are a policy, taken from the role that has it, and the role', async () => {
    await tab.goTo(`/identity/policies/${encodeURIComponent(PolicyArn)}`);
    await press('Delete policy');
    const shown = await confirm('Delete');
    expect(shown).toMatch(/Roles that have it\s+deployer/);
    expect(shown).toMatch(/Other versions\s+v5, v4, v2/);
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toThrow('was not found');
    await tab.goTo('/identity/roles/deployer');
    await tab.page.getByText('No policy attached').waitFor();
    await press('Delete role');
    expect(await confirm('Delete')).toMatch(/Inline policies\s+own/);
    await tab.page.getByText('No role yet').waitFor();
    await expect(iam.send(new GetRoleCommand({ RoleName: 'deployer' }))).rejects.toThrow('cannot be found');
  });
});
