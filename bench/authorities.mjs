// Who is asked about callers: a function that allows everybody everything, and a user pool that publishes its
// keys; both count what they are asked.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { everything, allow } from '../apps/gateway/src/testing/guarded-api.ts';
import { jwk, rsa } from '../apps/gateway/src/testing/signed-tokens.ts';

export async function startAuthorities() {
  const asked = { functions: 0, keySets: 0 };
  const server = createServer((request, response) => {
    const isKeySet = request.url.endsWith('/jwks.json');
    asked[isKeySet ? 'keySets' : 'functions'] += 1;
    response.end(JSON.stringify(isKeySet ? { keys: [jwk(rsa.publicKey, 'rsa')] } : allow(everything)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  const userPoolId = 'us-east-1_bench';
  return {
    asked,
    settings: { AWS_ENDPOINT_URL_LAMBDA: origin, AWS_ENDPOINT_URL_COGNITO_IDP: origin },
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:authorizer',
    issuer: `${origin}/${userPoolId}`,
    userPool: {
      arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${userPoolId}`,
      partition: 'aws',
      region: 'us-east-1',
      userPoolId,
    },
    close: () => (server.closeAllConnections(), server.close()),
  };
}
