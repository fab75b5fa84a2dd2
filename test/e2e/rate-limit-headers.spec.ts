import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-api-gateway';
import { createMeteredApi, type MeteredKey } from '../fault/support/metered-api.js';
import { startInstallation, type Installation } from '../support/installation.js';

let tollgate: Installation;
let call: (key: MeteredKey) => Promise<Response>;
let key: MeteredKey;
beforeAll(async () => {
  tollgate = await startInstallation();
  const api = await createMeteredApi(tollgate.client);
  call = ({ value }) =>
    fetch(`http://127.0.0.1:${tollgate.gateways[0]!.httpPort}${api.path}`, {
      headers: { 'x-api-key': value },
    });
  key = await api.addKey(3, { rateLimit: 0.001, burstLimit: 5 });
}, 180_000);
afterAll(() => tollgate?.close());

const fieldsOf = async (response: Response) => ({
  status: response.status,
  policy: response.headers.get('ratelimit-policy'),
  left: response.headers.get('ratelimit')?.replace(/"month";r=(\d+);t=\d+/, '"month";r=$1') ?? null,
});

test('RateLimit headers come and go with the tag of the usage plan, at once, on responses and refusals alike', async () => {
  const resourceArn = `arn:aws:apigateway:us-east-1::/usageplans/${key.usagePlanId}`;
  expect(await fieldsOf(await call(key))).toEqual({ status: 200, policy: null, left: null });

  const tags = { 'tollgate:rate-limit-headers': 'on' };
  await tollgate.client.send(new TagResourceCommand({ resourceArn, tags }));
  const policy = expect.stringMatching(/^"month";q=3;w=2\d{6}, "rate";q=5;w=5000$/) as string;
  const [second, third, refused] = [await call(key), await call(key), await call(key)];
  expect(await fieldsOf(second)).toEqual({ status: 200, policy, left: '"month";r=1, "rate";r=3;t=1000' });
  expect(await fieldsOf(third)).toEqual({ status: 200, policy, left: '"month";r=0, "rate";r=2;t=1000' });
  expect(await fieldsOf(refused)).toEqual({ status: 429, policy, left: '"month";r=0, "rate";r=2;t=1000' });
  expect(refused.headers.get('ratelimit')).toContain(`"month";r=0;t=${refused.headers.get('retry-after')},`);

  await tollgate.client.send(
    new UntagResourceCommand({ resourceArn, tagKeys: ['tollgate:rate-limit-headers'] }),
  );
  expect(await fieldsOf(await call(key))).toEqual({ status: 429, policy: null, left: null });
});
