import { badRequest, fail, ok, type Result, type RevocationLists } from '#libs/api-definition';
import {
  readRevocationList,
  revocationListBytesMax,
  revokedMax,
  sortedEntries,
  type Truststore,
} from '#libs/certificates';
import type { ReadObject } from './read-object.js';

/** What lists of revoked certificates said when they were read. */
export interface ReadRevocations {
  readonly lists: RevocationLists;
  /** As `Revocations` takes them. */
  readonly entries: Buffer;
  /** When the first of the lists is out of date. */
  readonly untilMs: number;
}

interface Reading {
  readonly readObject: ReadObject;
  readonly region: string;
  readonly nowMs: number;
}

/** One that cannot be read, or is none of the truststore's, refuses them all; the texts are ours. */
export async function readRevocations(
  lists: RevocationLists,
  truststore: Truststore,
  { readObject, region, nowMs }: Reading,
): Promise<Result<ReadRevocations>> {
  const entries: Buffer[] = [];
  let untilMs = Infinity;
  for (const uri of lists.uris) {
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
    const found = await readObject({ bucket, key, version: null, region }, revocationListBytesMax);
    if (!found.ok)
      return fail(badRequest(`The revocation list ${uri} cannot be read from S3: ${found.message}`));
    const read = readRevocationList(found.value, truststore, nowMs);
    if (!read.ok) return fail(badRequest(`The revocation list ${uri} cannot be used: ${read.message}`));
    if (entries.length + read.value.entries.length > revokedMax)
      return fail(badRequest(`The revocation lists name more than ${revokedMax} certificates`));
    for (const entry of read.value.entries) entries.push(entry);
    untilMs = Math.min(untilMs, read.value.nextUpdateMs);
  }
  return ok({ lists, entries: sortedEntries(entries), untilMs });
}
