import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteGatewayResponse } from './delete-gateway-response.js';
import { getGatewayResponse } from './get-gateway-response.js';
import { getGatewayResponses } from './get-gateway-responses.js';
import { putGatewayResponse } from './put-gateway-response.js';
import { updateGatewayResponse } from './update-gateway-response.js';

/** Binds the operations on GatewayResponses. */
@Controller()
export class GatewayResponsesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.PutGatewayResponse)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutGatewayResponseRequest) {
    return this.work.write((uow) => putGatewayResponse(uow, owner, input));
  }

  @Operation(v1.GetGatewayResponse)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetGatewayResponseRequest) {
    return this.work.read((uow) => getGatewayResponse(uow, owner, input));
  }

  @Operation(v1.GetGatewayResponses)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetGatewayResponsesRequest) {
    return this.work.read((uow) => getGatewayResponses(uow, owner, input));
  }

  @Operation(v1.UpdateGatewayResponse)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateGatewayResponseRequest) {
    return this.work.write((uow) => updateGatewayResponse(uow, owner, input));
  }

  @Operation(v1.DeleteGatewayResponse)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteGatewayResponseRequest) {
    return this.work.write((uow) => deleteGatewayResponse(uow, owner, input));
  }
}
