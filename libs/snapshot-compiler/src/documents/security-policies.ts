/** What a security policy lets a handshake agree on. */
export interface TlsRules {
  readonly minimumTlsVersion: 'TLSv1.2' | 'TLSv1.3';
  /** By their OpenSSL names, in the order of preference, with a colon between. */
  readonly ciphers: string;
}

const fips13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'];
const all13 = [...fips13, 'TLS_CHACHA20_POLY1305_SHA256'];
const forBothKeys = (cipher: string): string[] => [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`];
const pfsGcm = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384'].flatMap(forBothKeys);
const pfsCbc = ['AES128-SHA256', 'AES256-SHA384'].flatMap(forBothKeys);
const pfsChacha = forBothKeys('CHACHA20-POLY1305');
/** Without forward secrecy: the key of the certificate opens what was recorded. */
const rsa = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];

const rules = (minimumTlsVersion: TlsRules['minimumTlsVersion'], ...lists: string[][]): TlsRules => ({
  minimumTlsVersion,
  ciphers: lists.flat().join(':'),
});

const legacy = rules('TLSv1.2', all13, pfsGcm, pfsCbc, rsa);

/**
 * The policies by name (guide pages "Supported security policies", "Security policy for HTTP APIs"). TLS 1.0
 * and 1.1 are spoken by none, `TLS_1_0` neither: RFC 8996 forbids both. Hybrid key exchange of the `PQ` ones
 * is OpenSSL's, from 3.5 on; the lists of `PQ` without `PFS` and of the edge's are those that their names
 * and older twins say.
 */
const policies: Readonly<Record<string, TlsRules>> = {
  TLS_1_0: legacy,
  TLS_1_2: legacy,
  SecurityPolicy_TLS13_1_3_2025_09: rules('TLSv1.3', all13),
  SecurityPolicy_TLS13_1_3_FIPS_2025_09: rules('TLSv1.3', fips13),
  SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09: rules('TLSv1.2', all13, pfsGcm),
  SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09: rules('TLSv1.2', fips13, pfsGcm),
  SecurityPolicy_TLS13_1_2_PQ_2025_09: legacy,
  SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09: rules('TLSv1.2', fips13, pfsGcm, pfsCbc, rsa),
  SecurityPolicy_TLS13_1_2_2021_06: rules('TLSv1.2', all13, pfsGcm, pfsCbc),
  SecurityPolicy_TLS13_2025_EDGE: rules('TLSv1.3', all13),
  SecurityPolicy_TLS12_PFS_2025_EDGE: rules('TLSv1.2', all13, pfsGcm, pfsChacha),
  SecurityPolicy_TLS12_2018_EDGE: rules('TLSv1.2', all13, pfsGcm, pfsChacha, pfsCbc, rsa),
};

/** The strictest for a name that is none of these: better no handshake than one that nobody allowed. */
export function tlsRulesOf(securityPolicy: string): TlsRules {
  return policies[securityPolicy] ?? policies['SecurityPolicy_TLS13_1_3_FIPS_2025_09']!;
}
