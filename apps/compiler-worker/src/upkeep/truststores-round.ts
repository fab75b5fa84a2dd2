import { isDeepStrictEqual } from 'node:util';
import {
  isPrivateDomain,
  ok,
  revocationListsOf,
  type DomainName,
  type Result,
  type RevocationLists,
} from '#libs/api-definition';
import { Truststore } from '#libs/certificates';
import { domainNames, outbox, type Database, type StoredTruststore } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import {
  createReadObject,
  readRevocations,
  readTruststoreOf,
  type ReadObject,
  type ReadTruststore,
} from '#libs/truststores';
import type { CompilerWorkerConfig } from '../config.js';
import type { UpkeepRound } from './upkeep.js';

/** Of one query. */
const idsAtOnce = 100;
/** What the warnings of a domain begin with that its truststore or lists have gone bad at S3. */
const notRead = 'What was read before is used. ';

type Settings = Pick<CompilerWorkerConfig, 's3EndpointUrl' | 'watchTruststores' | 'truststoreSeconds'>;

/**
 * Reads truststores of custom domains again where they are watched and their newest version counts, and lists
 * of revoked certificates in any case; what has changed is published. What cannot be read, or is bad, changes
 * nothing, and is said in the log once, and in the domain's warnings. Several workers come to the same.
 */
export function truststoresRound(
  database: Database,
  settings: Settings,
  log: Pick<Logger, 'info' | 'warn'>,
  readObject: ReadObject = createReadObject(settings.s3EndpointUrl),
): UpkeepRound {
  const isWatched = settings.watchTruststores === 'on';
  return {
    name: 'truststores',
    everyMs: settings.truststoreSeconds * 1000,
    run: async (nowMs, stopping) => {
      for (let after = ''; !stopping.aborted;) {
        const ids = await database.read((uow) => domainNames.idsWithTruststore(uow, after, idsAtOnce));
        for (const id of ids) {
          if (stopping.aborted) return;
          await refresh(id, nowMs);
        }
        if (ids.length < idsAtOnce) return;
        after = ids.at(-1)!;
      }
    },
  };

  async function refresh(id: string, nowMs: number): Promise<void> {
    const found = await database.read((uow) => domainNames.findAnywhere(uow, id));
    const { domain, truststore } = found ?? {};
    if (!domain?.mutualTlsAuthentication || !truststore) return;
    const lists = revocationListsOf(domain.tags);
    const takesNewest = isWatched && domain.mutualTlsAuthentication.truststoreVersion === null;
    if (!takesNewest && lists === null) return;
    const read = takesNewest
      ? await readTruststoreOf(domain, readObject, nowMs)
      : await readListsOf(domain, truststore, lists!, nowMs);
    const warnings = read.ok ? (read.value?.warnings ?? []) : [...said(domain), notRead + read.error.message];
    const next = read.ok ? read.value : null;
    const isSame = next === null || isDeepStrictEqual(storedOf(next), truststore);
    if (isSame && isDeepStrictEqual(warnings, domain.mutualTlsAuthentication.truststoreWarnings ?? []))
      return;
    if (!(await save(domain, warnings, isSame ? null : next))) return;
    const { domainName } = domain;
    if (!read.ok) log.warn('a truststore was not read again', { domainName, reason: read.error.message });
    else if (!isSame) log.info('a truststore or its revocation lists have changed', { domainName });
    else log.info('a truststore is read again', { domainName });
  }

  async function readListsOf(
    domain: DomainName,
    { certificates }: StoredTruststore,
    lists: RevocationLists,
    nowMs: number,
  ): Promise<Result<ReadTruststore>> {
    const { region } = domain.owner;
    const truststore = new Truststore(certificates);
    const read = await readRevocations(lists, truststore, { readObject, region, nowMs });
    if (!read.ok) return read;
    const { truststoreUri: uri, truststoreVersion: version } = domain.mutualTlsAuthentication!;
    return ok({ uri, version, certificates, warnings: said(domain), revocations: read.value });
  }

  /** False when the domain has been changed meanwhile: then the next round reads what it names now. */
  function save(
    before: DomainName,
    warnings: readonly string[],
    next: ReadTruststore | null,
  ): Promise<boolean> {
    const { owner, id, domainName } = before;
    const key = { domainName, domainNameId: isPrivateDomain(before) ? id : null };
    return database.write(async (uow) => {
      const domain = await domainNames.lock(uow, owner, key);
      if (!domain || domain.id !== id || !isDeepStrictEqual(domain, before)) return false;
      const { truststoreWarnings: _, ...named } = domain.mutualTlsAuthentication!;
      const shown = warnings.length > 0 ? { ...named, truststoreWarnings: warnings } : named;
      await domainNames.update(uow, { ...domain, mutualTlsAuthentication: shown });
      if (next) {
        await domainNames.setTruststore(uow, id, next);
        await outbox.add(uow, owner, 'publish-domain-name', { domainId: id });
      }
      return true;
    });
  }
}

/** Its warnings, but for that of a round before. */
const said = ({ mutualTlsAuthentication }: DomainName): readonly string[] =>
  (mutualTlsAuthentication?.truststoreWarnings ?? []).filter((warning) => !warning.startsWith(notRead));

const storedOf = ({ certificates, revocations }: ReadTruststore): StoredTruststore => ({
  certificates,
  revocations: revocations && { entries: revocations.entries, untilMs: revocations.untilMs },
});
