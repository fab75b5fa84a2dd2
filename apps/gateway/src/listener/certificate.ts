import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

// Names of API hosts have the region in the middle and a wildcard covers one label only, so each region needs
// a name of its own.
const regions = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2'],
  ...['eu-west-3', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'af-south-1'],
  ...['il-central-1', 'me-central-1', 'me-south-1'],
];

/**
 * The certificate of the HTTPS listener: made at the first start, valid for 10 years for localhost and the
 * hosts of APIs, and kept in `<folder>/tls.pem`. Gateways of one machine that start at the same time end up
 * with the same one.
 */
export async function loadCertificate(folder: string, domain: string, region: string): Promise<Certificate> {
  const file = join(folder, 'tls.pem');
  const present = await readIfThere(file);
  if (present !== null) return split(present);
  await mkdir(folder, { recursive: true });
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(made, await makePem(domain, region), { mode: 0o600 });
  // A link is made whole or not at all, and fails when another process was first: then that one's certificate
  // counts.
  await link(made, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(made);
  return split(await readFile(file, 'utf8'));
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function makePem(domain: string, region: string): Promise<string> {
  const api = `*.execute-api.${domain}`;
  const names = ['localhost', domain, api];
  for (const known of new Set([region, ...regions])) names.push(`*.execute-api.${known}.${domain}`);
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + 10);
  const pems = await generate([{ name: 'commonName', value: api.length <= 64 ? api : 'tollgate' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...[...new Set(names)].map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return `${pems.private}\n${pems.cert}\n`;
}

function split(pem: string): Certificate {
  const cert = pem.indexOf('-----BEGIN CERTIFICATE-----');
  return { key: pem.slice(0, cert), cert: pem.slice(cert) };
}
