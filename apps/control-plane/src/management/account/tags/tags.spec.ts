import {
  CreateApiKeyCommand,
  CreateDomainNameAccessAssociationCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateVpcLinkCommand,
  GenerateClientCertificateCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-api-gateway';
import { importCertificate } from '../../../testing/import-certificate.js';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let certificateArn: string;
beforeAll(async () => {
  plane = await startControlPlane();
  certificateArn = await importCertificate(plane);
});
afterAll(() => plane.close());

const arn = (path: string, region = 'us-east-1') => `arn:aws:apigateway:${region}::${path}`;
const get = async (resourceArn: string) =>
  (await plane.client.send(new GetTagsCommand({ resourceArn }))).tags;
const tag = (resourceArn: string, tags: Record<string, string>) =>
  plane.client.send(new TagResourceCommand({ resourceArn, tags }));
const untag = (resourceArn: string, ...tagKeys: string[]) =>
  plane.client.send(new UntagResourceCommand({ resourceArn, tagKeys }));
const newRestApi = async () =>
  arn(`/restapis/${(await plane.client.send(new CreateRestApiCommand({ name: 't' }))).id}`);

describe('200 and 204', () => {
  test('tags are added, overwritten, removed and read', async () => {
    const restApi = await newRestApi();
    expect(await get(restApi)).toEqual({});
    await tag(restApi, { a: '1', b: '2', 'grün 1': '' });
    await tag(restApi, { a: '3', C: '.:+=@_/-' });
    expect(await get(restApi)).toEqual({ a: '3', b: '2', 'grün 1': '', C: '.:+=@_/-' });
    await untag(restApi, 'b', 'nothing', 'c');
    expect(await get(restApi)).toEqual({ a: '3', 'grün 1': '', C: '.:+=@_/-' });
  });

  test('a list with commas is understood as the guide writes it', async () => {
    const restApi = await newRestApi();
    await tag(restApi, { a: '1', b: '2', c: '3' });
    const target = `/tags/${encodeURIComponent(restApi)}?tagKeys=a%2Cb`;
    const response = await plane.signedFetch(target, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await get(restApi)).toEqual({ c: '3' });
  });

  test('keys and plans have tags too', async () => {
    const key = await plane.client.send(new CreateApiKeyCommand({ name: 'k', tags: { a: 'b' } }));
    const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'p' }));
    await tag(arn(`/usageplans/${plan.id}`), { x: 'y' });
    expect(await get(arn(`/apikeys/${key.id}`))).toEqual({ a: 'b' });
    expect(await get(arn(`/usageplans/${plan.id}`))).toEqual({ x: 'y' });
  });

  test('domains, links, certificates and access associations have tags too', async () => {
    const domainName = 'tagged.example.com';
    await plane.client.send(new CreateDomainNameCommand({ domainName, certificateArn }));
    const own = await plane.client.send(
      new CreateDomainNameCommand({
        domainName,
        certificateArn,
        endpointConfiguration: { types: ['PRIVATE'] },
        tags: { own: '1' },
      }),
    );
    const association = await plane.client.send(
      new CreateDomainNameAccessAssociationCommand({
        domainNameArn: own.domainNameArn,
        accessAssociationSourceType: 'VPCE',
        accessAssociationSource: 'vpce-1',
      }),
    );
    const targetArns = ['arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1'];
    const link = await plane.client.send(new CreateVpcLinkCommand({ name: 'l', targetArns }));
    const certificate = await plane.client.send(new GenerateClientCertificateCommand({}));
    for (const target of [
      arn(`/domainnames/${domainName}`),
      own.domainNameArn!,
      association.domainNameAccessAssociationArn!,
      arn(`/vpclinks/${link.id}`),
      arn(`/clientcertificates/${certificate.clientCertificateId}`),
    ]) {
      const before = (await get(target))!;
      expect(before).toEqual(target === own.domainNameArn ? { own: '1' } : {});
      await tag(target, { a: target });
      expect(await get(target)).toEqual({ ...before, a: target });
      await untag(target, 'a');
      expect(await get(target)).toEqual(before);
    }
  });
});

describe('400', () => {
  test('tags beyond the limits change nothing', async () => {
    const restApi = await newRestApi();
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
    await tag(restApi, many);
    const beyond: Record<string, string>[] = [
      { more: 'x' },
      { 'aws:x': 'y' },
      { 'a,b': 'c' },
      { ['k'.repeat(129)]: 'v' },
      { k0: 'v'.repeat(257) },
    ];
    for (const tags of beyond) {
      expect(await refusalOf(tag(restApi, tags))).toContain('400 BadRequestException');
    }
    expect(await get(restApi)).toEqual(many);
  });

  test('the switch for RateLimit headers is on or off, on creation too, and a refused value changes nothing', async () => {
    const plan = await plane.client.send(
      new CreateUsagePlanCommand({ name: 'p', tags: { 'tollgate:rate-limit-headers': 'on' } }),
    );
    const target = arn(`/usageplans/${plan.id}`);
    const refusal =
      '400 BadRequestException: Invalid tag value specified for key tollgate:rate-limit-headers. Must be one of: [on, off]';
    expect(await refusalOf(tag(target, { 'tollgate:rate-limit-headers': 'yes' }))).toBe(refusal);
    expect(await get(target)).toEqual({ 'tollgate:rate-limit-headers': 'on' });
    const wrong = new CreateUsagePlanCommand({ name: 'p', tags: { 'tollgate:rate-limit-headers': '' } });
    expect(await refusalOf(plane.client.send(wrong))).toBe(refusal);
  });

  test('ARNs that name nothing taggable, or another region', async () => {
    for (const wrong of [
      'nonsense',
      arn('/nothing/x'),
      arn('/apikeys/a/stages/b'),
      arn('/restapis/a', 'eu-west-1'),
      arn('/restapis/a').replace('::', ':000000000000:'),
      arn('/domainnames/a+b'),
      arn('/domainnames/a+b').replace('::', ':111111111111:'),
      arn('/vpclinks/'),
    ]) {
      expect(await refusalOf(get(wrong))).toContain(
        '400 BadRequestException: Invalid ARN specified in the request',
      );
    }
  });
});

test.each([
  ['/restapis/nothing', 'Invalid API identifier specified 000000000000:nothing'],
  ['/restapis/nothing/stages/s', 'Invalid stage identifier specified'],
  ['/apikeys/nothing', 'Invalid API Key identifier specified'],
  ['/usageplans/nothing', 'Invalid Usage Plan ID specified'],
  ['/clientcertificates/nothing', 'Invalid Client Certificate identifier specified'],
  ['/vpclinks/nothing', 'Invalid Vpc Link identifier specified'],
  ['/domainnames/nothing.example.com', 'Invalid domain name identifier specified'],
])('404: %s', async (path, message) => {
  for (const call of [() => get(arn(path)), () => tag(arn(path), { a: 'b' }), () => untag(arn(path), 'a')]) {
    expect(await refusalOf(call())).toBe(`404 NotFoundException: ${message}`);
  }
});
