/** ACM's words for the bits of a key usage (RFC 5280, 4.2.1.3), lowest first. */
const keyUsageWords = [
  'DIGITAL_SIGNATURE',
  'NON_REPUDIATION',
  'KEY_ENCIPHERMENT',
  'DATA_ENCIPHERMENT',
  'KEY_AGREEMENT',
  'CERTIFICATE_SIGNING',
  'CRL_SIGNING',
  'ENCIPHER_ONLY',
  'DECIPHER_ONLY',
] as const;

/** And for those of an extended one. */
const extendedWords: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'TLS_WEB_SERVER_AUTHENTICATION',
  '1.3.6.1.5.5.7.3.2': 'TLS_WEB_CLIENT_AUTHENTICATION',
  '1.3.6.1.5.5.7.3.3': 'CODE_SIGNING',
  '1.3.6.1.5.5.7.3.4': 'EMAIL_PROTECTION',
  '1.3.6.1.5.5.7.3.5': 'IPSEC_END_SYSTEM',
  '1.3.6.1.5.5.7.3.6': 'IPSEC_TUNNEL',
  '1.3.6.1.5.5.7.3.7': 'IPSEC_USER',
  '1.3.6.1.5.5.7.3.8': 'TIME_STAMPING',
  '1.3.6.1.5.5.7.3.9': 'OCSP_SIGNING',
  '2.5.29.37.0': 'ANY',
};

export const keyUsagesOf = (bits: number | null): readonly string[] =>
  keyUsageWords.filter((_, bit) => ((bits ?? 0) & (1 << bit)) !== 0);

export const extendedKeyUsagesOf = (
  oids: readonly string[] | null,
): readonly { readonly name: string; readonly oid: string }[] =>
  (oids ?? []).map((oid) => ({ name: extendedWords[oid] ?? 'CUSTOM', oid }));
