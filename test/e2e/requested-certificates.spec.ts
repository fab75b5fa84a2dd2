import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import {
  ACMClient,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  RenewCertificateCommand,
  RequestCertificateCommand,
  type CertificateDetail,
} from '@aws-sdk/client-acm';
import { CreateBasePathMappingCommand, CreateDomainNameCommand } from '@aws-sdk/client-api-gateway';
import pg from 'pg';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';
import { openTerminal, readPage, sectionOf, shellBlocks } from '../support/readers-terminal.js';
import { blockedName, hasPebble, preparePebble, type Pebble } from '../support/pebble.js';

(hasPebble() ? describe : describe.skip)('certificates that an authority issues', () => {
  let folder: string;
  let tollgate: Installation;
  let pebble: Pebble;
  let acm: ACMClient;
  let database: pg.Client;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tollgate-acme-'));
    pebble = await preparePebble(folder);
    tollgate = await startInstallation({
      env: {
        TOLLGATE_ACME_DIRECTORY: pebble.directoryUrl,
        TOLLGATE_ACME_CA_FILE: pebble.caFile,
        TOLLGATE_ACME_CONTACT: 'ops@example.com',
      },
    });
    await pebble.start(tollgate.gateways[0]!.httpPort);
    acm = new ACMClient({
      endpoint: tollgate.controlPlaneUrl,
      region: 'us-east-1',
      credentials: tollgate.client.config.credentials,
    });
    database = new pg.Client(tollgate.postgres.url);
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await tollgate?.close();
    await pebble?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const request = async (name: string, more = {}): Promise<string> =>
    (await acm.send(new RequestCertificateCommand({ DomainName: name, ValidationMethod: 'HTTP', ...more })))
      .CertificateArn!;
  const describe_ = async (CertificateArn: string): Promise<CertificateDetail> =>
    (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate!;
  const become = (arn: string, status: string): Promise<CertificateDetail> =>
    waitFor(
      async () => {
        const detail = await describe_(arn);
        return detail.Status === status ? detail : undefined;
      },
      { describe: `${arn} to be ${status}`, timeoutMs: 120_000 },
    );

  /** What the gateway shows to who asks for a name; its chain is checked against the authority's root. */
  async function shownFor(name: string): Promise<string> {
    const ca = await pebble.root();
    return new Promise((resolve, reject) => {
      const socket = connect(
        { host: '127.0.0.1', port: tollgate.gateways[0]!.httpsPort, servername: name, ca },
        () => {
          resolve(socket.getPeerX509Certificate()!.serialNumber);
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });
  }

  test('the README’s two commands have a certificate issued', async () => {
    const terminal = await openTerminal(tollgate.awsEnvironment);
    try {
      const section = sectionOf(await readPage('README.md'), 'A name of your own');
      const [request = '', wait = ''] = shellBlocks(section).split('\n').slice(-3);
      expect([request, wait].map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
        'acm request-certificate',
        'acm wait',
      ]);
      const { stdout } = await terminal.type(`${request}\necho $ARN`);
      const arn = stdout.trim();
      // The second looks once a minute: by then it has nothing to wait for.
      await become(arn, 'ISSUED');
      const { stderr } = await terminal.type(`ARN=${arn}\n${wait}`);
      expect(stderr).toBe('');
    } finally {
      await terminal.close();
    }
  }, 180_000);

  test('a certificate is requested, issued over HTTP, and shown by a domain; renewed, the next is shown', async () => {
    const name = 'api.example.com';
    const arn = await request(name, {
      SubjectAlternativeNames: ['www.example.com'],
      KeyAlgorithm: 'EC_prime256v1',
    });
    expect(['PENDING_VALIDATION', 'ISSUED']).toContain((await describe_(arn)).Status);
    const issued = await become(arn, 'ISSUED');
    expect(issued).toMatchObject({
      Type: 'AMAZON_ISSUED',
      DomainName: name,
      SubjectAlternativeNames: [name, 'www.example.com'],
      KeyAlgorithm: 'EC_prime256v1',
      RenewalEligibility: 'ELIGIBLE',
      DomainValidationOptions: [
        { DomainName: name, ValidationStatus: 'SUCCESS', ValidationMethod: 'HTTP' },
        { DomainName: 'www.example.com', ValidationStatus: 'SUCCESS', ValidationMethod: 'HTTP' },
      ],
    });
    const { client } = tollgate;
    const { restApiId, rootId } = await createApi(client, 'issued');
    const pets = await createResource(client, restApiId, rootId, 'pets');
    await putMockMethod(client, { restApiId, resourceId: pets, body: '{}' });
    await deploy(client, restApiId, 'prod');
    await client.send(
      new CreateDomainNameCommand({
        domainName: name,
        regionalCertificateArn: arn,
        endpointConfiguration: { types: ['REGIONAL'] },
      }),
    );
    await client.send(new CreateBasePathMappingCommand({ domainName: name, restApiId, stage: 'prod' }));
    const before = await shownFor(name);
    expect(before.toLowerCase()).toBe(issued.Serial!.replaceAll(':', ''));

    await acm.send(new RenewCertificateCommand({ CertificateArn: arn }));
    expect(await describe_(arn)).toMatchObject({ Status: 'ISSUED' });
    const renewed = await waitFor(
      async () => {
        // Whatever is shown meanwhile is one of both: the chain is checked.
        await shownFor(name);
        const detail = await describe_(arn);
        return detail.Serial === issued.Serial ? undefined : detail;
      },
      { describe: 'the certificate to be renewed', timeoutMs: 120_000 },
    );
    expect(renewed.RenewalSummary).toBeUndefined();
    // The renewal is nobody's call, so nothing waits until gateways have it.
    await waitFor(async () => (await shownFor(name)).toLowerCase() === renewed.Serial!.replaceAll(':', ''), {
      describe: 'the gateway to show the renewed certificate',
    });
    const { rows } = await database.query('SELECT 1 FROM acme_challenges');
    expect(rows).toEqual([]);
  });

  test('a name that the authority issues nothing for fails, and says why', async () => {
    const arn = await request(blockedName);
    expect(await become(arn, 'FAILED')).toMatchObject({
      FailureReason: 'DOMAIN_NOT_ALLOWED',
      DomainValidationOptions: [{ DomainName: blockedName, ValidationStatus: 'FAILED' }],
    });
    await expect(acm.send(new GetCertificateCommand({ CertificateArn: arn }))).rejects.toMatchObject({
      name: 'RequestInProgressException',
    });
    await acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
  });

  test('one that is killed over an order, and over a renewal, goes on with both after it', async () => {
    const due = await become(await request('due.example.com'), 'ISSUED');
    // The order waits for nobody who answers: the gateway is away.
    await tollgate.gateways[0]!.kill();
    const arn = await request('killed.example.com');
    await waitFor(
      async () =>
        (await database.query('SELECT 1 FROM certificate_orders WHERE order_url IS NOT NULL')).rows.length >
        0,
      { describe: 'the order to be at the authority', timeoutMs: 60_000 },
    );
    await tollgate.controlPlane.kill();
    await database.query(`UPDATE certificates SET renew_at = now() WHERE id = $1`, [
      due.CertificateArn!.split('/')[1],
    ]);
    await tollgate.gateways[0]!.start();
    await tollgate.controlPlane.start();
    // The attempt without a gateway may have come to nothing: then it is made again, at once for this test.
    const hurry = setInterval(
      () =>
        void database.query(
          "UPDATE certificate_orders SET next_at = now() WHERE next_at > now() + interval '5 s'",
        ),
      1_000,
    );
    try {
      const issued = await become(arn, 'ISSUED');
      const { Certificate } = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
      expect(new X509Certificate(Certificate!).checkHost('killed.example.com')).toBe('killed.example.com');
      expect(issued.KeyAlgorithm).toBe('RSA_2048');
      await waitFor(async () => (await describe_(due.CertificateArn!)).Serial !== due.Serial, {
        describe: 'the certificate that was due to be renewed',
        timeoutMs: 120_000,
      });
    } finally {
      clearInterval(hurry);
    }
  });

  test('a challenge is answered for its own token at its own host alone, and while it is asked', async () => {
    const id = (await become(await request('asked.example.com'), 'ISSUED')).CertificateArn!.split('/')[1]!;
    const ask = async (host: string, token: string) => {
      const { httpPort } = tollgate.gateways[0]!;
      const answer = await fetch(`http://127.0.0.1:${httpPort}/.well-known/acme-challenge/${token}`, {
        headers: { host },
      });
      return answer.status;
    };
    // None is open after the order; of one that is, neither another token nor another host gets it.
    expect(
      (await database.query('SELECT 1 FROM acme_challenges WHERE certificate_id = $1', [id])).rows,
    ).toEqual([]);
    expect(await ask('asked.example.com', 'made-up')).toBe(403);
  });

  test.each([
    ['a wildcard', { DomainName: '*.example.com' }, /A wildcard/],
    [
      'validation by DNS',
      { DomainName: 'a.example.com', ValidationMethod: 'DNS' },
      /validated over HTTP here, not by DNS/,
    ],
    [
      'a key that no authority takes',
      { DomainName: 'a.example.com', KeyAlgorithm: 'RSA_1024' },
      /requested for keys of/,
    ],
  ] as const)('%s is refused at once', async (_, input, message) => {
    await expect(acm.send(new RequestCertificateCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message) as string,
    });
  });

  test('a request that is sent twice with its token is one', async () => {
    const token = { IdempotencyToken: 'twice' };
    const arn = await request('twice.example.com', token);
    expect(await request('twice.example.com', token)).toBe(arn);
    expect(await request('other.example.com', token)).not.toBe(arn);
  });
});
