import type { Operation } from '#libs/aws-wire';
import { auditedAs } from '../http/audited-as.decorator.js';
import { calledBy } from '../http/called.js';
import type { ManagementRequest } from '../http/management-request.js';
import { tollgateActionOf } from '../http/tollgate-action.decorator.js';
import { operationOf } from '../wire/operation.decorator.js';

/** What a call asks for, in the words of its event. */
export interface AuditedOperation {
  /** By which calls of the service are signed; `tollgate` for what is ours. */
  readonly service: string;
  readonly name: string;
  /** Null for what is ours, and for what is not served. */
  readonly operation: Operation | null;
}

/** Null for what is no operation: an unknown path, a page of documentation, a gateway's call. */
export function auditedOperationOf(request: ManagementRequest): AuditedOperation | null {
  const { handler } = request;
  const operation = handler && operationOf(handler);
  if (operation) return { service: operation.service.name, name: operation.name, operation };
  const name = handler && (tollgateActionOf(handler)?.name ?? auditedAs(handler));
  if (name !== undefined) return { service: 'tollgate', name, operation: null };
  const called = calledBy(request);
  return called && { service: called.service, name: called.name ?? 'Unknown', operation: null };
}

/** `apigateway.amazonaws.com`, as CloudTrail has it; what is ours is nobody's at AWS. */
export const eventSourceOf = (service: string): string =>
  service === 'tollgate' ? service : `${service}.amazonaws.com`;
