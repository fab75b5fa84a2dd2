import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DeleteUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { allow, iamOf } from '../testing/iam-of.js';
import { limitedUser } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const env = {
  TOLLGATE_MASTER_KEY: 'ab'.repeat(32),
  TOLLGATE_GATEWAY_TOKEN: 'token-of-the-gateways-in-this-spec',
};
let plane: TestControlPlane;
let other: TestControlPlane;
beforeAll(async () => {
  let url = '';
  plane = await startControlPlane({ env, databaseUrlOf: (ofPlane) => (url = ofPlane) });
  other = await startControlPlane({ env, databaseUrlOf: () => url });
});
afterAll(async () => {
  await other.close();
  await plane.close();
});

test('a policy that is changed in one process acts on the next call in another', async () => {
  const user = await limitedUser(plane);
  const elsewhere = new APIGatewayClient({
    endpoint: other.url,
    region: 'us-east-1',
    credentials: user.credentials,
    maxAttempts: 1,
  });
  const root = iamOf(plane);
  const policy = { UserName: user.name, PolicyName: 'p' };
  for (let round = 0; round < 5; round++) {
    expect(await refusalOf(elsewhere.send(new GetRestApisCommand({})))).toMatch(/^403/);
    await root.send(new PutUserPolicyCommand({ ...policy, PolicyDocument: allow('apigateway:GET') }));
    await elsewhere.send(new GetRestApisCommand({}));
    await root.send(new DeleteUserPolicyCommand(policy));
  }
});
