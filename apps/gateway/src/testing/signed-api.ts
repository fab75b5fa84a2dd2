import { startBackend, type TestBackend } from './backend.js';
import { http, integrationResponse, mapping, method, mock, mockMethod, snapshot } from './documents.js';
import { accountId, publishKey, publishPrincipal, signed, type SignOptions } from './signing-callers.js';
import { startTestSystem, type TestResponse, type TestSystem } from './test-gateway.js';

/** A root's key, and that of a user who may invoke all but `/all/secret*`. */
export const root = 'AKIAROOT';
export const ada = 'AKIAADA';

/** A gateway with methods that ask for signatures, and the backend behind them. */
export interface SignedSystem extends TestSystem {
  readonly backend: TestBackend;
  /** Calls with a signature in headers. */
  callSigned(path: string, options?: SignOptions, accessKeyId?: string): Promise<TestResponse>;
  /** Resolves when the gateway has all that was published. */
  caughtUp(): Promise<void>;
}

const authorization = { type: 'AWS_IAM' } as const;
const identity = ['accessKey', 'accountId', 'caller', 'user', 'userArn', 'principalOrgId']
  .map((member) => `$context.identity.${member}`)
  .join(' ');

export async function startSignedSystem(): Promise<SignedSystem> {
  const backend = await startBackend();
  const system = await startTestSystem();
  let published = 0;
  publishKey(system, root, null);
  publishKey(system, ada, 'AIDAADA');
  publishPrincipal(system, 'AIDAADA', [
    invoke('Allow', `arn:aws:execute-api:us-east-1:${accountId}:*/dev/*`),
    invoke('Deny', 'arn:aws:execute-api:*:*:*/*/GET/all/secret*'),
  ]);
  publishPrincipal(system, 'AROAREADER', [invoke('Allow', '*')], { type: 'role' });
  const proxy = http('HTTP_PROXY', `${backend.origin}/{proxy}`, {
    parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
  });
  const who = integrationResponse('200', null, { 'application/json': identity });
  await system.deploy(
    snapshot(
      {
        '/': { ANY: mockMethod('in', { authorization }) },
        '/all/{proxy+}': { ANY: method(proxy, { authorization }) },
        '/open/{proxy+}': { ANY: method(proxy) },
        '/who': { GET: method(mock({}, [who]), { authorization }) },
      },
      { requires: ['aws-iam'] },
    ),
    { tellsReasons: true },
  );
  return {
    ...system,
    backend,
    callSigned: (path, options = {}, accessKeyId = ada) =>
      system.call(path, signed(path, accessKeyId, options)),
    async caughtUp() {
      published += 1;
      await system.acknowledged(publishPrincipal(system, `AIDA${published}`, []));
    },
    async stop() {
      await system.stop();
      await backend.close();
    },
  };
}

/** A statement on `execute-api:Invoke`. */
export const invoke = (Effect: string, Resource: string, more: object = {}) => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
});

/** What a refusal says to the caller. */
export const said = ({ status, headers, body }: TestResponse) => ({
  status,
  name: headers['x-amzn-errortype'],
  message: (JSON.parse(body) as { message: string }).message,
});
export const codeOf = ({ headers }: TestResponse) => headers['x-tollgate-reason'];

export const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
export const invalidToken = {
  status: 403,
  name: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
