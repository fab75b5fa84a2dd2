import type { X509Certificate } from 'node:crypto';

/** A certificate that a caller has shown, as `$context.identity.clientCert` has it. */
export interface ClientCertificate {
  readonly clientCertPem: string;
  /** `C=US,O=Example,CN=caller`. */
  readonly subjectDN: string;
  readonly issuerDN: string;
  /** Hex, two digits a byte with colons between. */
  readonly serialNumber: string;
  /** `May 28 12:30:02 2019 GMT`. */
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

export const describeCertificate = (x509: X509Certificate): ClientCertificate => ({
  clientCertPem: x509.toString(),
  subjectDN: inOneLine(x509.subject),
  issuerDN: inOneLine(x509.issuer),
  serialNumber: x509.serialNumber.toLowerCase().replace(/..(?=.)/g, '$&:'),
  validity: { notBefore: x509.validFrom, notAfter: x509.validTo },
});

/** Node writes an attribute a line, with line breaks within escaped; a certificate may have no subject. */
const inOneLine = (name: string | undefined): string => (name ?? '').split('\n').join(',');
