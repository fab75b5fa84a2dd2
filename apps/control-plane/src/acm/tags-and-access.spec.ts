import { randomUUID } from 'node:crypto';
import {
  AddTagsToCertificateCommand,
  ImportCertificateCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  type ACMClient,
  type Tag,
} from '@aws-sdk/client-acm';
import { acm as wire } from '#libs/aws-wire';
import { makeTestCertificate } from '#libs/testing';
import { acmOf, importOf } from '../testing/acm-of.js';
import { allowing, limitedUser, type LimitedUser } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let acm: ACMClient;
let nobody: LimitedUser;
beforeAll(async () => {
  plane = await startControlPlane();
  acm = acmOf(plane);
  nobody = await limitedUser(plane);
});
afterAll(() => plane?.close());

async function imported(Tags?: Tag[]): Promise<string> {
  const one = await makeTestCertificate({ names: [`${randomUUID()}.example.com`] });
  const { CertificateArn } = await acm.send(new ImportCertificateCommand({ ...importOf(one), Tags }));
  return CertificateArn!;
}
const tagsOf = async (CertificateArn: string) =>
  (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags;

test('tags are added, replaced, and removed by key or by key and value', async () => {
  const CertificateArn = await imported([{ Key: 'team', Value: 'a' }, { Key: 'empty' }]);
  expect(await tagsOf(CertificateArn)).toEqual([
    { Key: 'team', Value: 'a' },
    { Key: 'empty', Value: '' },
  ]);
  const add = (...Tags: Tag[]) => acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags }));
  const remove = (...Tags: Tag[]) => acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags }));
  await add({ Key: 'team', Value: 'b' }, { Key: 'stage', Value: 'prod' });
  await remove({ Key: 'team', Value: 'a' }, { Key: 'empty' });
  expect(await tagsOf(CertificateArn)).toEqual([
    { Key: 'team', Value: 'b' },
    { Key: 'stage', Value: 'prod' },
  ]);
  await remove({ Key: 'team', Value: 'b' });
  expect(await tagsOf(CertificateArn)).toEqual([{ Key: 'stage', Value: 'prod' }]);
});

test('what a certificate may not have for tags changes nothing', async () => {
  const CertificateArn = await imported([{ Key: 'kept', Value: 'a' }]);
  const add = (Tags: Tag[]) => refusalOf(acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags })));
  expect(await add([{ Key: 'aws:mine', Value: 'a' }])).toMatch(/^400 InvalidTagException: /);
  const many = Array.from({ length: 50 }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
  expect(await add(many)).toMatch(/^400 TooManyTagsException: /);
  expect(await tagsOf(CertificateArn)).toEqual([{ Key: 'kept', Value: 'a' }]);
});

test('policies mean certificates by ARN and by tag', async () => {
  const own = await imported([{ Key: 'team', Value: 'a' }]);
  const other = await imported([{ Key: 'team', Value: 'b' }]);
  const condition = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } };
  const user = await limitedUser(plane, allowing('acm:ListTagsForCertificate', '*', condition));
  const list = (CertificateArn: string) =>
    acmOf(plane, user.credentials).send(new ListTagsForCertificateCommand({ CertificateArn }));
  expect((await list(own)).Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  expect(await refusalOf(list(other))).toMatch(
    new RegExp(`AccessDenied.*acm:ListTagsForCertificate on resource: ${other}`),
  );
});

test.each(Object.values(wire.operations))('$name is nobody’s without a policy', async ({ name }) => {
  const CertificateArn = `arn:aws:acm:us-east-1:${plane.accountId}:certificate/c`;
  const response = await plane.signedFetch('/', {
    method: 'POST',
    service: 'acm',
    credentials: nobody.credentials,
    headers: { 'x-amz-target': `CertificateManager.${name}`, 'content-type': 'application/x-amz-json-1.1' },
    body: {
      CertificateArn,
      Certificate: 'AAAA',
      PrivateKey: 'AAAA',
      DomainName: 'a.example.com',
      Tags: [{ Key: 'k' }],
      Options: {},
    },
  });
  expect(await response.json()).toMatchObject({
    __type: 'AccessDeniedException',
    message: expect.stringContaining(`is not authorized to perform: acm:${name} on resource: `) as string,
  });
});
