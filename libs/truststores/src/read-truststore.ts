import {
  badRequest,
  conflict,
  fail,
  ok,
  revocationListsOf,
  type DomainName,
  type Result,
} from '#libs/api-definition';
import { readTruststore, Truststore, truststoreBytesMax } from '#libs/certificates';
import type { ReadObject } from './read-object.js';
import { readRevocations, type ReadRevocations } from './read-revocations.js';

/** A truststore as it was at S3. */
export interface ReadTruststore {
  readonly uri: string;
  readonly version: string | null;
  /** PEM: what gateways hold callers to. */
  readonly certificates: string;
  readonly warnings: readonly string[];
  /** Null: the domain's tags name no lists. */
  readonly revocations: ReadRevocations | null;
}

type Named = Pick<DomainName, 'owner' | 'mutualTlsAuthentication' | 'tags'>;

/**
 * Reads a domain's truststore from S3, and the lists of revoked certificates that its tag names, outside of
 * any transaction; null without mutual TLS. What cannot be read, and a truststore that has nothing which
 * could certify a caller, is refused; the texts are ours.
 */
export async function readTruststoreOf(
  { owner: { region }, mutualTlsAuthentication: named, tags }: Named,
  readObject: ReadObject,
  nowMs: number,
): Promise<Result<ReadTruststore | null>> {
  if (named === null) return ok(null);
  const { truststoreUri: uri, truststoreVersion: version } = named;
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  const found = await readObject({ bucket, key, version, region }, truststoreBytesMax);
  if (!found.ok) return fail(badRequest(`The truststore ${uri} cannot be read from S3: ${found.message}`));
  const read = readTruststore(found.value.toString('latin1'), nowMs);
  if (!read.ok) return fail(badRequest(`The truststore ${uri} cannot be used: ${read.message}`));
  const lists = revocationListsOf(tags);
  const truststore = new Truststore(read.value.certificates);
  const revocations = lists && (await readRevocations(lists, truststore, { readObject, region, nowMs }));
  if (revocations && !revocations.ok) return revocations;
  return ok({ uri, version, ...read.value, revocations: revocations?.value ?? null });
}

/**
 * The domain with what its truststore has to say. Refused when the domain has come to name another
 * truststore, or other lists, than were read, as another call has changed it meanwhile.
 */
export function withTruststore(domain: DomainName, read: ReadTruststore | null): Result<DomainName> {
  const { mutualTlsAuthentication: named } = domain;
  if (!isTheSame(domain, read))
    return fail(conflict('The truststore of the domain name was changed at the same time'));
  if (named === null || read === null) return ok(domain);
  const { truststoreUri, truststoreVersion } = named;
  return ok({
    ...domain,
    mutualTlsAuthentication: {
      ...{ truststoreUri, truststoreVersion },
      ...(read.warnings.length > 0 && { truststoreWarnings: read.warnings }),
    },
  });
}

function isTheSame(
  { mutualTlsAuthentication: named, tags }: DomainName,
  read: ReadTruststore | null,
): boolean {
  if (named === null || read === null) return named === null && read === null;
  return (
    named.truststoreUri === read.uri &&
    named.truststoreVersion === read.version &&
    JSON.stringify(revocationListsOf(tags)) === JSON.stringify(read.revocations?.lists ?? null)
  );
}
