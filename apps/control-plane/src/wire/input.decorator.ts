import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ManagementRequest } from '../http/management-request.js';
import { BindInputPipe, type ReceivedCall } from './bind-input.pipe.js';
import { operationOf } from './operation.decorator.js';

const Received = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedCall => {
  const operation = operationOf(context.getHandler());
  if (!operation) throw new Error('@Input() without @Operation()');
  return { operation, request: context.switchToHttp().getRequest<ManagementRequest>() };
});

/** Parameter: the operation's input, bound and validated. Only in methods with `@Operation`. */
export const Input = (): ParameterDecorator => Received(BindInputPipe);
