import { Controller, Headers } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { TestInvoker } from '../../../test-invocations/test-invoker.js';
import { Caller } from '../../../http/caller.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteMethod } from './delete-method.js';
import { getMethod } from './get-method.js';
import { putMethod } from './put-method.js';
import { methodTest, presentMethodTest } from './test-invoke-method.js';
import { updateMethod } from './update-method.js';

@Controller()
export class MethodsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly testInvoker: TestInvoker,
  ) {}

  @Operation(v1.PutMethod)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutMethodRequest) {
    return this.work.write((uow) => putMethod(uow, owner, input));
  }

  @Operation(v1.GetMethod)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetMethodRequest) {
    return this.work.read((uow) => getMethod(uow, owner, input));
  }

  @Operation(v1.UpdateMethod)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateMethodRequest) {
    return this.work.write((uow) => updateMethod(uow, owner, input));
  }

  @Operation(v1.DeleteMethod)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteMethodRequest) {
    return this.work.write((uow) => deleteMethod(uow, owner, input));
  }

  @Operation(v1.TestInvokeMethod)
  async test(
    @Caller() caller: CallerIdentity,
    @Input() input: v1.TestInvokeMethodRequest,
    @Headers('user-agent') userAgent: string | undefined,
  ) {
    const client = { ...caller, userAgent: userAgent ?? null };
    return orThrow(presentMethodTest(await this.testInvoker.run((uow) => methodTest(uow, client, input))));
  }
}
