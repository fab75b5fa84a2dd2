import {
  badRequest,
  conflict,
  fail,
  ok,
  type DomainName,
  type MutualTlsAuthentication,
  type Result,
} from '#libs/api-definition';
import { readTruststore } from '#libs/certificates';
import type { ReadObject } from './s3-object.js';

/** A truststore as it was at S3. */
export interface ReadTruststore {
  readonly uri: string;
  readonly version: string | null;
  /** PEM: what gateways hold callers to. */
  readonly certificates: string;
  readonly warnings: readonly string[];
}

/**
 * Reads a truststore from S3, outside of any transaction. One that cannot be read, or has nothing that could
 * certify a caller, is refused; the texts are ours.
 */
export async function readTruststoreOf(
  { truststoreUri: uri, truststoreVersion: version }: MutualTlsAuthentication,
  region: string,
  readObject: ReadObject,
  nowMs: number,
): Promise<Result<ReadTruststore>> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  const found = await readObject({ bucket, key, version, region });
  if (!found.ok) return fail(badRequest(`The truststore ${uri} cannot be read from S3: ${found.message}`));
  const read = readTruststore(found.value.toString('latin1'), nowMs);
  if (!read.ok) return fail(badRequest(`The truststore ${uri} cannot be used: ${read.message}`));
  return ok({ uri, version, ...read.value });
}

/**
 * The domain with what its truststore has to say. Refused when the domain has come to name another truststore
 * than the one that was read, as another call has changed it meanwhile.
 */
export function withTruststore(domain: DomainName, read: ReadTruststore | null): Result<DomainName> {
  const { mutualTlsAuthentication: named } = domain;
  const isTheSame =
    named === null
      ? read === null
      : named.truststoreUri === read?.uri && named.truststoreVersion === read.version;
  if (!isTheSame) return fail(conflict('The truststore of the domain name was changed at the same time'));
  if (named === null || read === null || read.warnings.length === 0) return ok(domain);
  return ok({ ...domain, mutualTlsAuthentication: { ...named, truststoreWarnings: read.warnings } });
}
