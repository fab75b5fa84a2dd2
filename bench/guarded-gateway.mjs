// The gateway of the bench with methods that ask who calls, and who tells it.
import { http, method } from '../apps/gateway/src/testing/documents.ts';
import { make, seconds } from '../apps/gateway/src/testing/signed-tokens.ts';
import { startAuthorities } from './authorities.mjs';
import { apiPath, startGateway } from './gateway.mjs';
import { httpApiDocuments, httpApiPath } from './http-apis.mjs';
import { askOverHttp2 } from './http2.mjs';
import { freePort } from '../scripts/free-port.mjs';
import { signatureOf } from './signing-caller.mjs';

/** With its targets by name: the open method, and those that are guarded, as who may call them does. */
export async function startGuardedGateway({ keys = 0, upstreamPort, nodeArgs = [] }) {
  const authorities = await startAuthorities();
  const guarded = guardedMethods(upstreamPort, authorities);
  const httpsPort = await freePort();
  const gateway = await startGateway({
    keys,
    upstreamPort,
    nodeArgs,
    ...guarded,
    env: { ...guarded.env, TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort) },
    documents: httpApiDocuments(upstreamPort),
  });
  const target = (name, headers = {}) => ({
    port: gateway.port,
    pid: gateway.pid,
    path: `${apiPath}/${name}`,
    headers,
  });
  const token = bearer(authorities);
  return {
    targets: {
      open: target('open'),
      // The same header, so that reading it is not what makes the difference.
      openWithToken: target('open', token),
      lambda: target('lambda', { authorization: 'anna' }),
      cognito: target('cognito', token),
      'http-api': { ...target('open'), path: httpApiPath },
      http2: { ...target('open'), load: (seconds) => askOverHttp2(httpsPort, `${apiPath}/open`, seconds) },
      signed: target('signed', signatureOf(gateway.port, `${apiPath}/signed`)),
    },
    /** @throws Error when anybody was asked twice: that would have been measured instead of what is kept. */
    async stop() {
      await gateway.stop();
      authorities.close();
      const { functions, keySets } = authorities.asked;
      if (functions > 1 || keySets > 1) throw new Error(`asked ${functions} and ${keySets} times`);
    },
  };
}

function guardedMethods(port, { settings, userPool, functionArn }) {
  const proxied = (authorization) => ({
    GET: method(http('HTTP_PROXY', `http://127.0.0.1:${port}/open`), { authorization }),
  });
  const kept = {
    identitySources: [
      { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
    ],
    identityPattern: null,
    resultTtlSeconds: 3600,
  };
  return {
    env: settings,
    more: {
      '/lambda': proxied({ type: 'CUSTOM', authorizerId: 'lambda' }),
      '/signed': proxied({ type: 'AWS_IAM' }),
      '/cognito': proxied({ type: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: [] }),
    },
    change: {
      requires: ['authorizers', 'aws-iam'],
      authorizers: {
        lambda: {
          ...kept,
          type: 'TOKEN',
          id: 'lambda',
          region: 'us-east-1',
          functionArn: { parts: [{ kind: 'text', text: functionArn }] },
        },
        pool: { ...kept, type: 'COGNITO_USER_POOLS', id: 'pool', userPools: [userPool] },
      },
    },
  };
}

/** With as many claims as Cognito's ID tokens have: some 900 bytes. */
const bearer = ({ issuer }) => ({
  authorization: `Bearer ${make({
    sub: '5f1d6a0e-1c1b-4a43-9f2e-2a1b3c4d5e6f',
    email_verified: true,
    iss: issuer,
    'cognito:username': 'anna',
    'cognito:groups': ['readers', 'writers'],
    origin_jti: '9b3f4a52-6a6e-4b7d-8c1f-0d2e3f4a5b6c',
    aud: '7h2k4m6n8p0q2r4s6t8u0v2w4x',
    event_id: '0d1e2f3a-4b5c-6d7e-8f9a-0b1c2d3e4f5a',
    token_use: 'id',
    auth_time: seconds() - 10,
    iat: seconds() - 10,
    exp: seconds() + 7200,
    jti: '3c2b1a09-8f7e-6d5c-4b3a-291807f6e5d4',
    email: 'anna@example.com',
  })}`,
});
