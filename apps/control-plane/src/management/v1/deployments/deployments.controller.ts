import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { CONFIG, LOGGER, NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createDeployment } from './create-deployment.js';
import { deleteDeployment } from './delete-deployment.js';
import { getDeployment } from './get-deployment.js';
import { getDeployments } from './get-deployments.js';
import { updateDeployment } from './update-deployment.js';

/** Binds the operations on Deployments. */
@Controller()
export class DeploymentsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(CONFIG) private readonly config: Runtime['config'],
    @Inject(LOGGER) private readonly log: Runtime['log'],
  ) {}

  @Operation(v1.CreateDeployment)
  create(@Caller() caller: CallerIdentity, @Input() input: v1.CreateDeploymentRequest) {
    const { limits, log } = this;
    const isStrict = this.config.strictDefinitions === 'on';
    return this.work.write((uow, publish) =>
      createDeployment(uow, publish, caller, input, { isStrict, limits, log, nowMs: this.now() }),
    );
  }

  @Operation(v1.GetDeployment)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDeploymentRequest) {
    return this.work.read((uow) => getDeployment(uow, owner, input));
  }

  @Operation(v1.GetDeployments)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDeploymentsRequest) {
    return this.work.read((uow) => getDeployments(uow, owner, input));
  }

  @Operation(v1.UpdateDeployment)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateDeploymentRequest) {
    return this.work.write((uow) => updateDeployment(uow, owner, input));
  }

  @Operation(v1.DeleteDeployment)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteDeploymentRequest) {
    return this.work.write((uow, publish) => deleteDeployment(uow, publish, owner, input));
  }
}
