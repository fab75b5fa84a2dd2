import type { Tags, TagTarget } from '#libs/api-definition';
import { publishTags } from './publish-tags.js';

const owner = { accountId: '000000000000', region: 'us-east-1' };

async function publishedBy(target: TagTarget, before: Tags, after: Tags): Promise<unknown[]> {
  const published: unknown[] = [];
  await publishTags(
    (_, job, payload) => {
      published.push([job, payload]);
      return Promise.resolve();
    },
    owner,
    target,
    before,
    after,
  );
  return published;
}

const stage: TagTarget = { kind: 'stage', restApiId: 'api1', stageName: 'dev' };
const restApi: TagTarget = { kind: 'rest-api', id: 'api1' };
const httpApi: TagTarget = { kind: 'http-api', id: 'api2' };
const plan: TagTarget = { kind: 'usage-plan', id: 'plan1' };

test.each<[string, TagTarget, string, string, unknown]>([
  ['which variables are secret', stage, 'tollgate:secret-variables', 'token', 'publish-rest-api'],
  [
    'which web ACL is asked',
    stage,
    'tollgate:web-acl-arn',
    'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/a/b',
    'publish-rest-api',
  ],
  ['which header chooses a canary', stage, 'tollgate:canary-header', 'x-canary', 'publish-rest-api'],
  ['whose pages may read', restApi, 'tollgate:cors', 'any', 'publish-rest-api'],
  ['that reasons are told', restApi, 'tollgate:tell-reasons', 'on', 'publish-rest-api'],
  ['how backends are called', restApi, 'tollgate:http2-backends', 'on', 'publish-rest-api'],
  ['that an HTTP API tells reasons', httpApi, 'tollgate:tell-reasons', 'on', 'publish-http-api'],
  ['how its backends are called', httpApi, 'tollgate:http2-backends', 'on', 'publish-http-api'],
  ['that limits are told', plan, 'tollgate:rate-limit-headers', 'on', 'publish-usage-plan'],
])('gateways hear %s, when it begins and when it ends', async (_, target, key, value, job) => {
  expect(await publishedBy(target, {}, { [key]: value })).toEqual([[job, expect.anything()]]);
  expect(await publishedBy(target, { [key]: value }, {})).toEqual([[job, expect.anything()]]);
  expect(await publishedBy(target, { [key]: value }, { [key]: value, a: 'b' })).toEqual([]);
});
