import type { Validator } from '#libs/json-schema';
import type { RequestChecks, RequiredParameter } from '#libs/snapshot-format';
import type { Invocation } from './invocation.js';
import { reject, type Rejection } from '../refusals/rejection.js';
import { requestScope } from './request-scope.js';
import { mediaTypeOf } from '../http/media-type.js';

/** A method's request checks as they serve: null when the request may pass. */
export type ActiveRequestChecks = (invocation: Invocation) => Rejection | null;

/** Joins what a method asks of requests to the validators of its snapshot's models. */
export function activateRequestChecks(
  checks: RequestChecks,
  models: ReadonlyMap<string, Validator>,
): ActiveRequestChecks {
  const { requiredParameters, bodyModels } = checks;
  const byMediaType = new Map(
    Object.entries(bodyModels ?? {}).map(([mediaType, model]) => [mediaType, models.get(model)!]),
  );
  const otherwise = byMediaType.get('$default') ?? null;
  const findMissing = activateRequiredParameters(requiredParameters);
  return (invocation) => {
    const missing = findMissing(invocation);
    // The body is not looked at then (recorded: request validation).
    if (missing !== null) return missing;
    const contentType = invocation.request.contentType ?? 'application/json';
    const validator = byMediaType.get(mediaTypeOf(contentType)) ?? otherwise;
    return validator && checkBody(invocation, validator);
  };
}

/** The same of the parameters alone. */
export function activateRequiredParameters(
  requiredParameters: readonly RequiredParameter[],
): ActiveRequestChecks {
  return (invocation) => {
    const missing = requiredParameters.filter((parameter) => isBlank(parameter, invocation));
    if (missing.length === 0) return null;
    const names = missing.map(({ name }) => name).join(', ');
    const message = `Missing required request parameters: [${names}]`;
    return { ...reject('request.parameters', message), message };
  };
}

function isBlank({ location, name }: RequiredParameter, invocation: Invocation): boolean {
  const values = requestScope(invocation).params[location];
  return !Object.hasOwn(values, name) || (values[name] ?? '').trim() === '';
}

/** No body is as invalid as a bad one (recorded: request validation, GET without a body). */
function checkBody(invocation: Invocation, validator: Validator): Rejection | null {
  const text = requestScope(invocation).body;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The parser quotes the body: that is for the caller, not for the log.
    return rejectBody('the body is not JSON', error instanceof Error ? error.message : 'no JSON');
  }
  const result = validator(value, text.length);
  // It may name members of the body.
  return result.valid ? null : rejectBody('the body does not match its model', result.reason);
}

function rejectBody(reason: string, shown: string): Rejection {
  return { ...reject('request.body_invalid', reason), validationErrorString: `[${shown}]` };
}
