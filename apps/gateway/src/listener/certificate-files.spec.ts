import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestCertificate, waitFor, type TestCertificate } from '#libs/testing';
import { CertificateFiles, type CertificatePaths } from './certificate-files.js';

let folder: string;
let paths: CertificatePaths;
let files: CertificateFiles;
let pairs: TestCertificate[];
let shown: string[];
let warned: string[];
const log = {
  info: () => undefined,
  warn: (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void warned.push(typeof fields?.reason === 'string' ? fields.reason : message),
};

beforeAll(async () => {
  pairs = await Promise.all(Array.from({ length: 4 }, () => makeTestCertificate()));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-certificate-files-'));
  paths = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  [shown, warned] = [[], []];
});
afterEach(async () => {
  files?.stop();
  await rm(folder, { recursive: true });
});

async function write({ certificate, privateKey }: TestCertificate, into = folder): Promise<void> {
  await writeFile(join(into, 'tls.key'), privateKey);
  await writeFile(join(into, 'tls.crt'), certificate);
}

async function follow(): Promise<void> {
  files = await CertificateFiles.open(paths, log);
  files.follow(({ cert }) => void shown.push(cert), 10);
}

const isShown = ({ certificate }: TestCertificate) => waitFor(() => shown.at(-1) === certificate);

test('written in place, renamed over, or a link moved to another folder: each renewal is shown', async () => {
  const [first, second, third, fourth] = pairs as [
    TestCertificate,
    TestCertificate,
    TestCertificate,
    TestCertificate,
  ];
  // As Kubernetes mounts secrets: the files are links through a link, and that one is moved.
  for (const [name, pair] of [
    ['a', first],
    ['b', fourth],
  ] as const) {
    await mkdir(join(folder, name));
    await write(pair, join(folder, name));
  }
  await symlink('a', join(folder, 'now'));
  paths = { certificate: join(folder, 'now/tls.crt'), key: join(folder, 'now/tls.key') };
  await follow();
  expect(files.atStart.cert).toBe(first.certificate);

  await write(second, join(folder, 'a'));
  await isShown(second);

  for (const [name, text] of [
    ['tls.crt', third.certificate],
    ['tls.key', third.privateKey],
  ] as const) {
    await writeFile(join(folder, name), text);
    await rename(join(folder, name), join(folder, 'a', name));
  }
  await isShown(third);

  await symlink('b', join(folder, 'next'));
  await rename(join(folder, 'next'), join(folder, 'now'));
  await isShown(fourth);
  expect(shown).toEqual([second, third, fourth].map(({ certificate }) => certificate));
});

test('the old pair serves until the new one is whole and matches, and each reason is said once', async () => {
  const [first, second] = pairs as [TestCertificate, TestCertificate];
  await write(first);
  await follow();
  const says = async (reason: string) => {
    await waitFor(() => warned.at(-1) === reason, { describe: reason });
  };
  await writeFile(paths.key, second.privateKey);
  await says('the key is not the one of the certificate');
  await writeFile(paths.certificate, second.certificate.slice(0, 100));
  await says('a certificate is not whole');
  await rm(paths.certificate);
  await says(`${paths.certificate}: ENOENT`);
  expect(shown).toEqual([]);
  await writeFile(paths.certificate, second.certificate);
  await isShown(second);
  expect(warned).toHaveLength(3);
  expect(shown).toHaveLength(1);
});

test('a pair that is put back is not shown anew', async () => {
  const [first, second] = pairs as [TestCertificate, TestCertificate];
  await write(first);
  await follow();
  await writeFile(paths.key, second.privateKey);
  await waitFor(() => warned.length === 1);
  await write(first);
  await write(second);
  await isShown(second);
  expect(shown).toHaveLength(1);
});

test('what is not valid today is shown all the same, and warned of', async () => {
  await write(await makeTestCertificate({ notAfter: new Date(Date.now() - 1000) }));
  await follow();
  expect(warned).toEqual(['the certificate in files is not valid today']);
});

test('files that hold no pair at the start are refused with the reason', async () => {
  await writeFile(paths.certificate, pairs[0]!.certificate);
  await writeFile(paths.key, pairs[1]!.privateKey);
  await expect(CertificateFiles.open(paths, log)).rejects.toThrow(
    `${paths.certificate} and ${paths.key} cannot be used: the key is not the one of the certificate`,
  );
});
