import { Controller, Headers, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { TestRuns } from '../../../test-invocations/test-runs.js';
import { Caller } from '../../../http/caller.decorator.js';
import { orThrow } from '../../../http/domain-exception.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { deleteMethod } from './delete-method.js';
import { getMethod } from './get-method.js';
import { putMethod } from './put-method.js';
import { methodTest, presentMethodTest } from './test-invoke-method.js';
import { updateMethod } from './update-method.js';

@Controller()
export class MethodsController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(TestRuns) private readonly tests: TestRuns,
  ) {}

  @Operation(v1.PutMethod)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutMethodRequest) {
    return this.writes.run((uow) => putMethod(uow, owner, input));
  }

  @Operation(v1.GetMethod)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetMethodRequest) {
    return this.reads.run((uow) => getMethod(uow, owner, input));
  }

  @Operation(v1.UpdateMethod)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateMethodRequest) {
    return this.writes.run((uow) => updateMethod(uow, owner, input));
  }

  @Operation(v1.DeleteMethod)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteMethodRequest) {
    return this.writes.run((uow) => deleteMethod(uow, owner, input));
  }

  @Operation(v1.TestInvokeMethod)
  async test(
    @Caller() caller: CallerIdentity,
    @Input() input: v1.TestInvokeMethodRequest,
    @Headers('user-agent') userAgent: string | undefined,
  ) {
    const client = { ...caller, userAgent: userAgent ?? null };
    return orThrow(presentMethodTest(await this.tests.run((uow) => methodTest(uow, client, input))));
  }
}
