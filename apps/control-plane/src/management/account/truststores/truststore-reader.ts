import { Inject, Injectable } from '@nestjs/common';
import {
  createDomainName,
  readTagTarget,
  revocationListsTag,
  type DomainName,
  type DomainNameKey,
  type NewDomainName,
  type Owner,
  type Result,
  type Tags,
} from '#libs/api-definition';
import { domainNames, type Database } from '#libs/persistence';
import { createReadObject, readTruststoreOf, type ReadObject, type ReadTruststore } from '#libs/truststores';
import { orThrow } from '../../../http/domain-exception.js';
import { CONFIG, DATABASE, NOW, type Runtime } from '../../../tokens.js';

/**
 * Reads the truststores that calls name, before the transaction that changes the domain: nothing is locked
 * while S3 is waited for. What cannot be read fails the call, and nothing is changed.
 */
@Injectable()
export class TruststoreReader {
  private readonly readObject: ReadObject;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) config: Runtime['config'],
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {
    this.readObject = createReadObject(config.s3EndpointUrl);
  }

  /** For a domain that is to be; what else is wrong with it says so itself: then nothing is read. */
  async forNew(owner: Owner, given: Result<NewDomainName>): Promise<ReadTruststore | null> {
    const created = given.ok ? createDomainName(given.value, { owner, id: '', nowMs: this.now() }) : given;
    return created.ok ? this.read(created.value) : null;
  }

  /** For a domain that is to be changed, as it is now; null where there is none, or no change. */
  async forChanged(
    owner: Owner,
    key: DomainNameKey,
    change: (before: DomainName) => Result<DomainName>,
  ): Promise<ReadTruststore | null> {
    const before = await this.database.read((uow) => domainNames.find(uow, owner, key));
    const changed = before && change(before);
    return changed?.ok ? this.read(changed.value) : null;
  }

  /** For a domain whose tags are to be changed; 'as it is' where they name the same lists as before. */
  async forTagged(
    owner: Owner,
    resourceArn: string,
    change: (before: Tags) => Result<Tags>,
  ): Promise<ReadTruststore | 'as it is' | null> {
    const target = readTagTarget(resourceArn, owner);
    if (!target.ok || target.value.kind !== 'domain-name') return 'as it is';
    const key = target.value;
    const before = await this.database.read((uow) => domainNames.find(uow, owner, key));
    const tags = before && change(before.tags);
    if (!tags?.ok || tags.value[revocationListsTag] === before!.tags[revocationListsTag]) return 'as it is';
    return this.read({ ...before!, tags: tags.value });
  }

  private async read(domain: DomainName): Promise<ReadTruststore | null> {
    return orThrow(await readTruststoreOf(domain, this.readObject, this.now()));
  }
}
