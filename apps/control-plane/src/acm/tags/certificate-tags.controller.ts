import { ok, type Owner, type Tags } from '#libs/api-definition';
import { acm } from '#libs/aws-wire';
import { certificates } from '#libs/persistence';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { findCertificate, lockCertificate } from '../find-certificate.js';
import { checkTags, tagsOf } from './check-tags.js';

/** Binds the operations on tags of certificates. */
@WireService(acm.service)
export class CertificateTagsController {
  constructor(private readonly units: UnitOfWorkRunner) {}

  @Operation(acm.AddTagsToCertificate)
  add(@Caller() { owner }: CallerIdentity, @Input() input: acm.AddTagsToCertificateRequest): Promise<void> {
    return this.change(owner, input.CertificateArn, (tags) => ({ ...tags, ...tagsOf(input.Tags) }));
  }

  /** A tag that is given with a value goes only if it has that value. */
  @Operation(acm.RemoveTagsFromCertificate)
  remove(
    @Caller() { owner }: CallerIdentity,
    @Input() input: acm.RemoveTagsFromCertificateRequest,
  ): Promise<void> {
    const goes = (key: string, value: string): boolean =>
      input.Tags.some(({ Key, Value }) => Key === key && (Value === undefined || Value === value));
    return this.change(owner, input.CertificateArn, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key, value]) => !goes(key, value))),
    );
  }

  @Operation(acm.ListTagsForCertificate)
  list(@Caller() { owner }: CallerIdentity, @Input() { CertificateArn }: acm.ListTagsForCertificateRequest) {
    return this.units.read(async (uow) => {
      const { tags } = await findCertificate(uow, owner, CertificateArn);
      return ok({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
    });
  }

  private change(owner: Owner, arn: string, changed: (tags: Tags) => Tags): Promise<void> {
    return this.units.write(async (uow) => {
      const certificate = await lockCertificate(uow, owner, arn);
      const tags = changed(certificate.tags);
      checkTags(tags);
      await certificates.update(uow, { ...certificate, tags });
      return ok(undefined);
    });
  }
}
