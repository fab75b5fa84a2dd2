import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import { NOW, SEALER, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteClientCertificate } from './delete-client-certificate.js';
import { generateClientCertificate } from './generate-client-certificate.js';
import { getClientCertificate } from './get-client-certificate.js';
import { getClientCertificates } from './get-client-certificates.js';
import { makeKeyPair } from './make-key-pair.js';
import { updateClientCertificate } from './update-client-certificate.js';

/** Binds the operations on client certificates. */
@Controller()
export class ClientCertificatesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.GenerateClientCertificate)
  async generate(@Caller() { owner }: CallerIdentity, @Input() input: v1.GenerateClientCertificateRequest) {
    // Before the transaction: it takes a tenth of a second or more.
    const pair = await makeKeyPair(this.now());
    const { sealer, limits } = this;
    return this.work.write((uow, publish) =>
      generateClientCertificate(uow, publish, owner, input, pair, { sealer, limits }),
    );
  }

  @Operation(v1.GetClientCertificate)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetClientCertificateRequest) {
    return this.work.read((uow) => getClientCertificate(uow, owner, input));
  }

  @Operation(v1.GetClientCertificates)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetClientCertificatesRequest) {
    return this.work.read((uow) => getClientCertificates(uow, owner, input));
  }

  @Operation(v1.UpdateClientCertificate)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateClientCertificateRequest) {
    return this.work.write((uow) => updateClientCertificate(uow, owner, input));
  }

  @Operation(v1.DeleteClientCertificate)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteClientCertificateRequest) {
    return this.work.write((uow, publish) => deleteClientCertificate(uow, publish, owner, input));
  }
}
