import type { Owner } from '#libs/api-definition';
import type { Operation } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import type { ContextValues } from './context-values.js';
import type { CallerIdentity, ManagementRequest } from '../http/management-request.js';

/** An action on a resource, which a caller's policies must allow. */
export interface Permission {
  /** `apigateway:GET`. */
  readonly action: string;
  /** An ARN; `*` for an action that is about no resource. */
  readonly resource: string;
  /** What refusals call the resource; absent for its ARN. */
  readonly shown?: string;
  /** Values of condition keys that the request gives; asked for when a policy names one. */
  readonly given?: () => ContextValues;
  /** Those of the resource as it is; read when a policy names one. */
  readonly stored?: (uow: UnitOfWork) => Promise<ContextValues>;
  /**
   * What the request gives stands in a document that nobody has read yet: a refusal that may depend on it is
   * left to who reads it.
   */
  readonly isUnread?: true;
}

/** A call whose permissions are asked for. */
export interface AuthorizedCall {
  /** Absent for a call of ours. */
  readonly operation?: Operation;
  readonly caller: CallerIdentity;
  readonly request: Pick<ManagementRequest, 'raw' | 'params' | 'query' | 'headers' | 'originalUrl' | 'body'>;
  /** Reads what says where a resource stands, such as the path of a user. */
  readonly read: <T>(work: (uow: UnitOfWork) => Promise<T>) => Promise<T>;
}

/** All of what a call needs to be allowed. */
export type RequiredPermissions = (
  call: AuthorizedCall,
) => readonly Permission[] | Promise<readonly Permission[]>;

/** Of what API Gateway has, by its path; most of it without the account. */
export const apiGatewayArn = ({ region }: Pick<Owner, 'region'>, path: string, accountId = ''): string =>
  `arn:aws:apigateway:${region}:${accountId}:${path}`;
