import { createDomainName, type DomainName } from '#libs/api-definition';
import { domainNames, outbox } from '#libs/persistence';
import type { DomainDocument } from '#libs/snapshot-format';
import { makeTestCertificate, makeTestRevocationList, type TestCertificate } from '#libs/testing';
import { readTruststoreOf, type ReadObject } from '#libs/truststores';
import { openDatabase } from '../testing/open-database.js';
import { runOutbox } from '../testing/run-outbox.js';
import { runRounds } from '../testing/run-rounds.js';
import { truststoresRound } from './truststores-round.js';

const { database } = await openDatabase();
const owner = { accountId: '111111111111', region: 'us-east-1' };
const day = 86_400_000;

/** S3, by bucket and key. */
const objects = new Map<string, string>();
const readObject: ReadObject = ({ bucket, key }) => {
  const found = objects.get(`${bucket}/${key}`);
  return Promise.resolve(
    found === undefined ? { ok: false, message: 'NoSuchKey' } : { ok: true, value: Buffer.from(found) },
  );
};
/** What the log has, a line each. */
const logged: string[] = [];
const log = {
  info: (message: string) => logged.push(message),
  warn: (message: string) => logged.push(message),
};
const round = (watchTruststores: 'on' | 'off' = 'on') =>
  truststoresRound(
    database,
    { watchTruststores, truststoreSeconds: 600, s3EndpointUrl: undefined },
    log,
    readObject,
  );

let first: TestCertificate;
let second: TestCertificate;
let caller: TestCertificate;
beforeAll(async () => {
  first = await makeTestCertificate({ subject: 'CN=first', authority: true });
  second = await makeTestCertificate({ subject: 'CN=second', authority: true });
  caller = await makeTestCertificate({ subject: 'CN=caller', issuer: first });
});
beforeEach(async () => {
  await database.write(async (uow) => {
    for (const { domainName } of await domainNames.list(uow, owner, { after: null, count: 100 }))
      await domainNames.remove(uow, (await find(domainName)).domain.id);
  });
  objects.clear();
  logged.length = 0;
  objects.set('trust/a.pem', first.certificate);
});

const find = async (domainName: string) => {
  const found = await database.read(async (uow) => {
    const domain = await domainNames.find(uow, owner, { domainName, domainNameId: null });
    return domainNames.findAnywhere(uow, domain!.id);
  });
  return found!;
};
const warningsOf = async (domainName: string) =>
  (await find(domainName)).domain.mutualTlsAuthentication!.truststoreWarnings ?? [];
/** What gateways are told. */
async function published(): Promise<ReadonlyMap<string, DomainDocument>> {
  const bodies = await runOutbox(database, 'domain');
  return new Map([...bodies].map(([name, body]) => [name, JSON.parse(body) as DomainDocument]));
}

let count = 0;
/** A domain as a call would have left it. */
async function domain(tags: DomainName['tags'] = {}, truststoreVersion?: string): Promise<string> {
  count += 1;
  const made = createDomainName(
    {
      domainName: `domain-${count}.example.com`,
      regionalCertificateName: 'x',
      endpointConfiguration: { types: ['REGIONAL'] },
      mutualTlsAuthentication: { truststoreUri: 's3://trust/a.pem', truststoreVersion },
      tags,
    },
    { owner, id: `dom${count}`, nowMs: Date.now() },
  );
  if (!made.ok) throw new Error(made.error.message);
  const read = await readTruststoreOf(made.value, readObject, Date.now());
  if (!read.ok) throw new Error(read.error.message);
  await database.write(async (uow) => {
    await domainNames.insert(uow, made.value, null);
    await domainNames.setTruststore(uow, made.value.id, read.value);
    await outbox.add(uow, owner, 'publish-domain-name', { domainId: made.value.id });
  });
  await published();
  return made.value.domainName;
}
const crl = (options: object = {}) => makeTestRevocationList({ issuer: first, ...options });

test('a newer truststore is taken up by watching, with its warnings, where no version is named', async () => {
  const [watched, pinned] = [await domain(), await domain({}, 'v1')];
  const weak = await makeTestCertificate({ subject: 'CN=weak', authority: true, key: 1024 });
  objects.set('trust/a.pem', second.certificate + weak.certificate);
  await runRounds(Date.now(), round('off'));
  expect((await published()).get(watched)!.truststore!.certificates).toBe(first.certificate);
  // However many workers do so.
  await Promise.all([runRounds(Date.now(), round()), runRounds(Date.now(), round())]);
  const documents = await published();
  expect(documents.get(watched)!.truststore!.certificates).toBe(second.certificate);
  expect(documents.get(pinned)!.truststore!.certificates).toBe(first.certificate);
  expect(await warningsOf(watched)).toEqual([
    'Certificate 2 (CN=weak) has a key that is not supported and is not used',
  ]);
  expect(logged).toEqual(['a truststore or its revocation lists have changed']);
  await runRounds(Date.now(), round());
  expect(logged).toHaveLength(1);
});

test.each([
  ['is gone', undefined, 'The truststore s3://trust/a.pem cannot be read from S3: NoSuchKey'],
  [
    'is bad',
    'rubbish',
    'The truststore s3://trust/a.pem cannot be used: it holds no certificates in PEM format',
  ],
])('a truststore that %s changes nothing, and is said once', async (_, object, says) => {
  const name = await domain();
  const before = (await published()).get(name);
  if (object === undefined) objects.delete('trust/a.pem');
  else objects.set('trust/a.pem', object);
  for (let n = 0; n < 3; n += 1) await runRounds(Date.now(), round());
  expect((await published()).get(name)).toEqual(before);
  expect(await warningsOf(name)).toEqual([`What was read before is used. ${says}`]);
  expect(logged).toEqual(['a truststore was not read again']);
  objects.set('trust/a.pem', first.certificate);
  await runRounds(Date.now(), round());
  expect(await warningsOf(name)).toEqual([]);
  expect(logged.at(-1)).toBe('a truststore is read again');
});

test('lists are read again whether truststores are watched or not, and the truststore stays', async () => {
  objects.set('trust/a.crl', crl());
  const name = await domain({ 'tollgate:crl': 's3://trust/a.crl' });
  const before = (await published()).get(name)!.truststore!;
  expect(Buffer.from(before.revocations!.entries, 'base64')).toHaveLength(0);
  objects.set('trust/a.pem', second.certificate);
  objects.set('trust/a.crl', crl({ revoked: [caller], nextUpdate: new Date(Date.now() + 2 * day) }));
  await runRounds(Date.now(), round('off'));
  const after = (await published()).get(name)!.truststore!;
  expect(after.certificates).toBe(first.certificate);
  expect(Buffer.from(after.revocations!.entries, 'base64')).toHaveLength(8);
  expect(after.revocations!.untilMs! - before.revocations!.untilMs!).toBeGreaterThan(day / 2);
  expect(after.digest).not.toBe(before.digest);
});

test('a list that is out of date at S3, or another’s, leaves what was read before', async () => {
  objects.set('trust/a.crl', crl({ revoked: [caller] }));
  const name = await domain({ 'tollgate:crl': 's3://trust/a.crl' });
  const before = (await published()).get(name)!.truststore;
  for (const bad of [
    crl({ nextUpdate: new Date(0) }),
    makeTestRevocationList({ issuer: second }),
    'rubbish',
  ]) {
    objects.set('trust/a.crl', bad);
    await runRounds(Date.now(), round('off'));
    expect((await published()).get(name)!.truststore).toEqual(before);
    expect(await warningsOf(name)).toEqual([
      expect.stringMatching(/^What was read before is used\. The revocation list s3:\/\/trust\/a\.crl /),
    ]);
  }
});

test('a domain that is changed while S3 is read is left alone', async () => {
  const name = await domain();
  const { domain: before } = await find(name);
  objects.set('trust/a.pem', second.certificate);
  const meanwhile: ReadObject = async (object, bytesMax) => {
    await database.write((uow) => domainNames.update(uow, { ...before, tags: { a: 'b' } }));
    return readObject(object, bytesMax);
  };
  const settings = { watchTruststores: 'on', truststoreSeconds: 600, s3EndpointUrl: undefined } as const;
  await runRounds(Date.now(), truststoresRound(database, settings, log, meanwhile));
  expect((await find(name)).truststore!.certificates).toBe(first.certificate);
  await runRounds(Date.now(), round());
  expect((await find(name)).truststore!.certificates).toBe(second.certificate);
});
