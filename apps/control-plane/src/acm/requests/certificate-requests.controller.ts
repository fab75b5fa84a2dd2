import { acm } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { findCertificate } from '../find-certificate.js';
import { invalidCertificate, invalidParameter } from '../refusals.js';

/** Binds the operations on certificates that an authority issues. */
@WireService(acm.service)
export class CertificateRequestsController {
  constructor(private readonly units: UnitOfWorkRunner) {}

  @Operation(acm.RequestCertificate)
  request(): never {
    throw invalidParameter(
      'No authority is set from which certificates are requested. Import one with ImportCertificate.',
    );
  }

  @Operation(acm.RenewCertificate)
  renew(
    @Caller() { owner }: CallerIdentity,
    @Input() { CertificateArn }: acm.RenewCertificateRequest,
  ): Promise<void> {
    return this.units.read(async (uow) => {
      await findCertificate(uow, owner, CertificateArn);
      throw invalidCertificate(`Certificate ${CertificateArn} was imported: import the next one over it.`);
    });
  }
}
