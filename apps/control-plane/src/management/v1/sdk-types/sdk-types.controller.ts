import { Controller, Inject, StreamableFile } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { CONFIG, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { getSdkType } from './get-sdk-type.js';
import { getSdkTypes } from './get-sdk-types.js';
import { getSdk } from './get-sdk.js';

/** Binds the operations on SDK types, and the one that generates an SDK. */
@Controller()
export class SdkTypesController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(CONFIG) private readonly config: Runtime['config'],
  ) {}

  @Operation(v1.GetSdkTypes)
  list(@Input() input: v1.GetSdkTypesRequest) {
    return getSdkTypes(input);
  }

  @Operation(v1.GetSdkType)
  get(@Input() input: v1.GetSdkTypeRequest) {
    return orThrow(getSdkType(input));
  }

  @Operation(v1.GetSdk)
  async sdk(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetSdkRequest) {
    const { bytes, fileName } = await this.work.read((uow) => getSdk(uow, owner, input, this.config));
    return new StreamableFile(bytes, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${fileName}"`,
      length: bytes.length,
    });
  }
}
