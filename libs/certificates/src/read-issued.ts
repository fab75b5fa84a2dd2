import { refused, type Checked } from './checked.js';
import { readImport, type ReadCertificate } from './read-import.js';
import { readPem } from './read-pem.js';

/** What an authority has issued for a key: the certificate, and those that certify it, in one text of PEM. */
export function readIssued(pem: string, privateKey: string, nowMs: number): Checked<ReadCertificate> {
  const [certificate, ...chain] = readPem(pem) ?? [];
  if (!certificate) return refused('What was issued is not in PEM format.');
  return readImport(
    {
      certificate: certificate.text,
      privateKey,
      ...(chain.length > 0 && { chain: chain.map(({ text }) => text).join('\n') }),
    },
    nowMs,
  );
}
