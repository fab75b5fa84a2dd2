import {
  applyDecorators,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import { RouteConstraints } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import * as wire from '#libs/aws-wire';
import type { InputMember, Operation as WireOperation, OperationName } from '#libs/aws-wire';
import { FIXED_QUERY, fixedQueryOf } from './fixed-query.js';

/** Where the name of a handler's operation is kept. */
export const OPERATION = 'tollgate:operation';

const bound = new Set<OperationName>();

/** Operations that some controller serves. Complete when all controllers have been imported. */
export const boundOperations: ReadonlySet<OperationName> = bound;

/**
 * Makes a controller method serve an operation of the management API: verb, path, success status and documentation come from the
 * operation table. The controller itself must have no path.
 */
export function Operation(name: OperationName): MethodDecorator {
  bound.add(name);
  const operation: WireOperation = wire.operations[name];
  const fixedQuery = fixedQueryOf(operation);
  return applyDecorators(
    SetMetadata(OPERATION, operation.name),
    RequestMapping({ path: wire.routePath(operation.uri), method: RequestMethod[operation.method] }),
    HttpCode(operation.successStatus),
    ...(fixedQuery === null ? [] : [RouteConstraints({ [FIXED_QUERY]: fixedQuery })]),
    ...documentationOf(operation),
  );
}

function documentationOf(operation: WireOperation): MethodDecorator[] {
  const { name, input, output, successStatus, members } = operation;
  const inputClass = classNamed(input);
  const outputClass = output === null ? undefined : classNamed(output);
  const at = (location: InputMember['location']) => members.filter((member) => member.location === location);
  return [
    ApiOperation({ operationId: name, summary: name }),
    ApiTags(operation.uri.split('/')[1] ?? ''),
    ApiResponse({ status: successStatus, ...(outputClass && { type: outputClass }) }),
    ...at('uri').map(({ wireName }) => ApiParam({ name: wireName ?? '', type: String })),
    ...at('querystring').flatMap(({ wireName, required }) =>
      wireName === null ? [] : [ApiQuery({ name: wireName, required, type: String })],
    ),
    ...(at('body').length > 0 && inputClass ? [ApiBody({ type: inputClass })] : []),
  ];
}

function classNamed(name: string): Type | undefined {
  const found: unknown = (wire as Readonly<Record<string, unknown>>)[name];
  return typeof found === 'function' ? (found as Type) : undefined;
}
