import {
  applyDecorators,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConstraints } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { hasPaths, routePath, type InputMember, type Operation as WireOperation } from '#libs/aws-wire';
import { FIXED_QUERY, fixedQueryOf } from './fixed-query.js';

/** Where the operation of a handler is kept. */
const OPERATION = 'tollgate:operation';

/** What a handler of the operation may return: its output, or the bytes of an output that is a file. */
type Served<Output extends object | null> = Output extends null ? void : Output | Uint8Array | StreamableFile;

type Handler<Output extends object | null> = (
  ...parameters: never[]
) => Served<Output> | Promise<Served<Output>>;

/**
 * Makes a controller method serve an operation of the management API: verb, path, success status and
 * documentation come from the operation, and the compiler holds the method to its output. The controller
 * itself must have no path. Operations of services without paths are found by the dispatcher instead.
 */
export function Operation<Output extends object | null>(
  operation: WireOperation<object, Output>,
): (target: object, key: string, descriptor: { readonly value?: Handler<Output> }) => void {
  if (!hasPaths(operation.service)) return applyDecorators(SetMetadata(OPERATION, operation));
  const fixedQuery = fixedQueryOf(operation);
  return applyDecorators(
    SetMetadata(OPERATION, operation),
    RequestMapping({ path: routePath(operation.uri), method: RequestMethod[operation.method] }),
    HttpCode(operation.successStatus),
    ...(fixedQuery === null ? [] : [RouteConstraints({ [FIXED_QUERY]: fixedQuery })]),
    ...documentationOf(operation),
  );
}

/** The operation that a handler serves; undefined for one that serves none. */
export function operationOf(handler: object): WireOperation | undefined {
  return Reflect.getMetadata(OPERATION, handler) as WireOperation | undefined;
}

function documentationOf({
  name,
  uri,
  input,
  output,
  successStatus,
  members,
}: WireOperation): MethodDecorator[] {
  const at = (location: InputMember['location']) => members.filter((member) => member.location === location);
  return [
    ApiOperation({ operationId: name, summary: name }),
    ApiTags(uri.split('/')[1] ?? ''),
    ApiResponse({ status: successStatus, ...(output && { type: output }) }),
    ...at('uri').map(({ wireName }) => ApiParam({ name: wireName ?? '', type: String })),
    ...at('querystring').flatMap(({ wireName, required }) =>
      wireName === null ? [] : [ApiQuery({ name: wireName, required, type: String })],
    ),
    ...(at('body').length > 0 ? [ApiBody({ type: input })] : []),
  ];
}
