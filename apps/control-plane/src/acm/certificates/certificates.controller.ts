import { Inject } from '@nestjs/common';
import { ok } from '#libs/api-definition';
import { acm } from '#libs/aws-wire';
import { certificateOrders, certificates, type Sealer } from '#libs/persistence';
import { Limits } from '../../definition/limits.js';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { NOW, SEALER, type Runtime } from '../../tokens.js';
import { findCertificate, lockCertificate } from '../find-certificate.js';
import { refusal } from '../refusals.js';
import { presentDetail, userArn } from './certificate.presenter.js';
import { deleteCertificate } from './delete-certificate.js';
import { importCertificate, readInput } from './import-certificate.js';
import { listCertificates } from './list-certificates.js';

/** Binds the operations on certificates that there are. */
@WireService(acm.service)
export class CertificatesController {
  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(acm.ImportCertificate)
  import(@Caller() { owner }: CallerIdentity, @Input() input: acm.ImportCertificateRequest) {
    const nowMs = this.now();
    const read = readInput(input, nowMs);
    const { sealer, limits } = this;
    return this.units.write((uow, publish) =>
      importCertificate(uow, publish, owner, input, read, { sealer, limits, nowMs }),
    );
  }

  @Operation(acm.DescribeCertificate)
  describe(@Caller() { owner }: CallerIdentity, @Input() { CertificateArn }: acm.DescribeCertificateRequest) {
    return this.units.readConsistently(async (uow) => {
      const certificate = await findCertificate(uow, owner, CertificateArn);
      const users = await certificates.usersOf(uow, owner, certificate.id);
      const arns = users.map((user) => userArn(owner, user));
      const isRenewing = certificate.issued !== null && (await certificateOrders.isOpen(uow, certificate.id));
      return ok({ Certificate: presentDetail(certificate, { users: arns, isRenewing }, this.now()) });
    });
  }

  @Operation(acm.GetCertificate)
  get(@Caller() { owner }: CallerIdentity, @Input() { CertificateArn }: acm.GetCertificateRequest) {
    return this.units.read(async (uow) => {
      const { issued, status } = await findCertificate(uow, owner, CertificateArn);
      if (!issued)
        throw refusal('RequestInProgressException', `Certificate ${CertificateArn} is in state ${status}.`);
      return ok({ Certificate: issued.certificate, CertificateChain: issued.chain ?? undefined });
    });
  }

  @Operation(acm.ListCertificates)
  list(@Caller() { owner }: CallerIdentity, @Input() input: acm.ListCertificatesRequest) {
    return this.units.read(async (uow) => ok(await listCertificates(uow, owner, input, this.now())));
  }

  @Operation(acm.DeleteCertificate)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: acm.DeleteCertificateRequest): Promise<void> {
    return this.units.write((uow, publish) => deleteCertificate(uow, publish, owner, input));
  }

  /** Whether a certificate is in public logs is said when it is requested; of an imported one nobody asks. */
  @Operation(acm.UpdateCertificateOptions)
  updateOptions(
    @Caller() { owner }: CallerIdentity,
    @Input() { CertificateArn, Options }: acm.UpdateCertificateOptionsRequest,
  ): Promise<void> {
    return this.units.write(async (uow) => {
      const certificate = await lockCertificate(uow, owner, CertificateArn);
      if (certificate.type === 'IMPORTED')
        throw refusal(
          'InvalidStateException',
          `Certificate ${CertificateArn} was imported, and has no options.`,
        );
      if (Options.Export === 'ENABLED')
        throw refusal('InvalidStateException', 'Certificates are not exported from here.');
      const { CertificateTransparencyLoggingPreference: preference } = Options;
      const certificateTransparencyLogging = preference ?? certificate.certificateTransparencyLogging;
      await certificates.update(uow, { ...certificate, certificateTransparencyLogging });
      return ok(undefined);
    });
  }
}
