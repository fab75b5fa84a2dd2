import type { HttpAuthorizer, HttpFunctionAuthorizer, RouteAuthorization } from '#libs/snapshot-format';
import { silentLogger, type Logger } from '#libs/telemetry';
import { startBackend, type TestBackend } from './backend.js';
import { httpFunction, httpProxy, httpSnapshot, httpStage, uriOf } from './http-documents.js';
import { ec, jwk, rsa } from './signed-tokens.js';
import { startFunction, type TestFunction } from './test-function.js';
import { startTestSystem, type CallOptions, type TestResponse, type TestSystem } from './test-gateway.js';

const restApiId = 'h0authorize';
export const guardedApiId = restApiId;

/** An HTTP API whose routes ask for tokens, a function's word or signatures, each in its own way. */
export interface GuardedSystem extends TestSystem {
  /** Issuers of tokens, `/sso` and `/twin`; anything else of it is away. */
  readonly issuers: TestBackend;
  /** Nobody may ever ask it. */
  readonly trap: TestBackend;
  /** The function of the authorizers. */
  readonly decider: TestFunction;
  /** The function behind the routes. */
  readonly called: TestFunction;
  /** All that the gateway has logged. */
  readonly logged: readonly string[];
  /** From now on the issuers publish these key ids. */
  publishKeys(...keyIds: readonly string[]): void;
  withToken(path: string, token: string): Promise<TestResponse>;
  callGuarded(path: string, headers?: CallOptions['headers']): Promise<TestResponse>;
  /** `requestContext.authorizer` of the last event. */
  authorizerIn(): unknown;
}

const header = (name: string) =>
  ({ location: 'header', name, expression: `$request.header.${name}` }) as const;
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const deciding = (id: string, change: Partial<HttpFunctionAuthorizer> = {}): HttpFunctionAuthorizer => ({
  type: 'REQUEST',
  id,
  region: 'us-east-1',
  functionArn: uriOf(arnOf('decider')),
  identitySources: [header('authorization')],
  resultTtlSeconds: 0,
  payloadFormatVersion: '2.0',
  enableSimpleResponses: true,
  ...change,
});

export async function startGuardedSystem(): Promise<GuardedSystem> {
  let published: readonly string[] = ['rsa', 'ec'];
  const logged: string[] = [];
  const note = (message: string, fields: object = {}) =>
    void logged.push(JSON.stringify({ message, ...fields }));
  const log: Logger = { ...silentLogger, info: note, debug: note, warn: note, error: note, child: () => log };
  const trap = await startBackend();
  const issuers: TestBackend = await startBackend((request, response) => {
    const [, name] = /^\/(sso|twin)\//.exec(request.url ?? '') ?? [];
    const issuer = `${issuers.origin}/${name}`;
    if (request.url === `/${name}/.well-known/openid-configuration`) {
      return void response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    }
    if (request.url !== `/${name}/keys`) return void response.writeHead(503).end();
    const keys = published.map((kid) => jwk(kid === 'ec' ? ec.publicKey : rsa.publicKey, kid));
    response.end(JSON.stringify({ keys: [...keys, { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' }] }));
  });
  const backend = await startBackend();
  const decider = await startFunction();
  const called = await startFunction();
  called.returns({ statusCode: 200 });
  const system = await startTestSystem({
    log,
    aws: {
      credentials: () => null,
      endpointUrls: {},
      endpointUrl: null,
      functionUrls: new Map([
        ['decider', decider.url],
        ['called', called.url],
      ]),
    },
  });
  const jwtOf = (id: string, issuer: string, change: object = {}): HttpAuthorizer => ({
    type: 'JWT',
    id,
    identitySource: header('Authorization'),
    issuer,
    audience: ['client-1', 'client-2'],
    ...change,
  });
  const authorizers: Record<string, HttpAuthorizer> = {
    jwt: jwtOf('jwt', `${issuers.origin}/sso`),
    query: jwtOf('query', `${issuers.origin}/sso`, {
      identitySource: { location: 'querystring', name: 'token', expression: '$request.querystring.token' },
    }),
    twin: jwtOf('twin', `${issuers.origin}/twin`),
    away: jwtOf('away', `${issuers.origin}/away`),
    simple: deciding('simple'),
    kept: deciding('kept', { resultTtlSeconds: 300 }),
    keptByRoute: deciding('keptByRoute', {
      resultTtlSeconds: 300,
      identitySources: [
        header('authorization'),
        { location: 'context', name: 'routeKey', expression: '$context.routeKey' },
      ],
    }),
    everyone: deciding('everyone', { identitySources: [], resultTtlSeconds: 300 }),
    policy: deciding('policy', { enableSimpleResponses: false }),
    old: deciding('old', { payloadFormatVersion: '1.0', enableSimpleResponses: false }),
  };
  const jwt = (authorizerId: string, ...scopes: string[]): RouteAuthorization => ({
    type: 'JWT',
    authorizerId,
    scopes,
  });
  const by = (authorizerId: string): RouteAuthorization => ({ type: 'CUSTOM', authorizerId });
  const proxied = (authorization: RouteAuthorization) => ({
    authorization,
    integration: httpProxy(backend.origin),
  });
  const seenBy = (authorization: RouteAuthorization, version: '1.0' | '2.0' = '2.0') => ({
    authorization,
    integration: httpFunction(arnOf('called'), version),
  });
  await system.deploy(
    httpSnapshot(
      {
        'GET /jwt': seenBy(jwt('jwt')),
        'GET /jwt-old': seenBy(jwt('jwt'), '1.0'),
        'GET /scoped': seenBy(jwt('jwt', 'pets/read', 'pets/write')),
        'GET /query': proxied(jwt('query')),
        'GET /away': proxied(jwt('away')),
        'GET /twin': proxied(jwt('twin')),
        'GET /simple': seenBy(by('simple')),
        'GET /kept': proxied(by('kept')),
        'GET /kept-too': proxied(by('kept')),
        'GET /by-route': proxied(by('keptByRoute')),
        'GET /by-route-too': proxied(by('keptByRoute')),
        'GET /everyone': proxied(by('everyone')),
        'GET /policy/{id}': seenBy(by('policy')),
        'GET /old/{id}': seenBy(by('old'), '1.0'),
        'ANY /signed/{proxy+}': seenBy({ type: 'AWS_IAM' }),
      },
      { restApiId, authorizers },
    ),
    httpStage({ restApiId, variables: { color: 'blue' } }),
  );
  const host = `${restApiId}.execute-api.localhost`;
  const callGuarded: GuardedSystem['callGuarded'] = (path, headers = {}) =>
    system.call(path, { host, headers });
  return {
    ...system,
    issuers,
    trap,
    decider,
    called,
    logged,
    publishKeys: (...keyIds) => {
      published = keyIds;
    },
    callGuarded,
    withToken: (path, token) => callGuarded(path, { authorization: token }),
    authorizerIn: () =>
      (called.event() as { requestContext: { authorizer?: unknown } }).requestContext.authorizer,
    async stop() {
      await system.stop();
      await Promise.all([issuers, trap, backend, decider, called].map((each) => each.close()));
    },
  };
}
