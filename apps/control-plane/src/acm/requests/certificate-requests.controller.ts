import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { acm } from '#libs/aws-wire';
import { certificateOrders } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../config.js';
import { Limits } from '../../definition/limits.js';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { CONFIG, NOW, type Runtime } from '../../tokens.js';
import { findCertificate, lockCertificate } from '../find-certificate.js';
import { invalidCertificate, invalidParameter, refusal } from '../refusals.js';
import { requestCertificate } from './request-certificate.js';

/** Binds the operations on certificates that an authority issues. */
@WireService(acm.service)
export class CertificateRequestsController {
  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Pick<ControlPlaneConfig, 'acmeDirectory'>,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(acm.RequestCertificate)
  request(@Caller() { owner }: CallerIdentity, @Input() input: acm.RequestCertificateRequest) {
    this.requireAuthority();
    const { limits } = this;
    return this.units.write((uow) => requestCertificate(uow, owner, input, { limits, nowMs: this.now() }));
  }

  /** At once, in place of a third of its life before its end. */
  @Operation(acm.RenewCertificate)
  renew(
    @Caller() { owner }: CallerIdentity,
    @Input() { CertificateArn }: acm.RenewCertificateRequest,
  ): Promise<void> {
    return this.units.write(async (uow) => {
      const certificate = await lockCertificate(uow, owner, CertificateArn);
      if (certificate.type === 'IMPORTED')
        throw invalidCertificate(`Certificate ${CertificateArn} was imported: import the next one over it.`);
      this.requireAuthority();
      const { id: certificateId, subjectAlternativeNames: names, issued } = certificate;
      if (!issued || (await certificateOrders.isOpen(uow, certificateId)))
        throw refusal('RequestInProgressException', `Certificate ${CertificateArn} is being requested.`);
      await certificateOrders.add(uow, { certificateId, names, isRenewal: true }, this.now());
      return ok(undefined);
    });
  }

  /** Nobody is asked by e-mail (`requestCertificate` refuses it): there is never one to send again. */
  @Operation(acm.ResendValidationEmail)
  resend(
    @Caller() { owner }: CallerIdentity,
    @Input() { CertificateArn }: acm.ResendValidationEmailRequest,
  ): Promise<void> {
    return this.units.read(async (uow) => {
      await findCertificate(uow, owner, CertificateArn);
      throw refusal(
        'InvalidStateException',
        `Certificate ${CertificateArn} is not validated by e-mail: names are validated over HTTP.`,
      );
    });
  }

  private requireAuthority(): void {
    if (this.config.acmeDirectory !== undefined) return;
    throw invalidParameter(
      'No authority is set from which certificates are requested (TOLLGATE_ACME_DIRECTORY). Import one with ImportCertificate.',
    );
  }
}
