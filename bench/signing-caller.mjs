// A user who signs calls of the bench, as a gateway is told of it.
import { signRequest } from '#libs/sigv4';
import { accessKeySealContext, createGatewaySeal } from '#libs/snapshot-format';

const principalId = 'AIDABENCH';
const accountId = '000000000000';
const credentials = { accessKeyId: 'AKIABENCH', secretAccessKey: 'secret of the benchmark' };
const policy = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    Resource: `arn:aws:execute-api:us-east-1:${accountId}:*/dev/*`,
  },
};

/** What of the feed says who it is: kind, name and body of each document. */
export function identityDocuments(gatewayToken) {
  const key = { accessKeyId: credentials.accessKeyId, accountId, principalId };
  const seal = createGatewaySeal(gatewayToken);
  const secretSealed = seal.seal(credentials.secretAccessKey, accessKeySealContext(key));
  const principal = {
    formatVersion: 1,
    principalId,
    accountId,
    type: 'user',
    arn: `arn:aws:iam::${accountId}:user/bench`,
    name: 'bench',
    tags: [],
    policies: [{ name: 'invoke', document: JSON.stringify(policy) }],
  };
  return [
    ['principal', principalId, principal],
    ['access-key', key.accessKeyId, { formatVersion: 1, ...key, secretSealed }],
  ];
}

/** One signature for all rounds: dated as late as a gateway takes it, it is good for nine minutes. */
export function signatureOf(port, rawPath) {
  const { host: _, ...headers } = signRequest({
    method: 'GET',
    rawPath,
    rawQuery: '',
    headers: { host: `127.0.0.1:${port}` },
    body: '',
    credentials,
    region: 'us-east-1',
    service: 'execute-api',
    now: Date.now() + 4.5 * 60_000,
  });
  return headers;
}
