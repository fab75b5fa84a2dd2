import {
  AttachRolePolicy,
  AttachUserPolicy,
  DeleteAccessKey,
  DeleteRole,
  DeleteRolePolicy,
  DeleteUser,
  DeleteUserPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  GetRolePolicy,
  GetUserPolicy,
  ListAccessKeys,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
  ListRolePolicies,
  ListUserPolicies,
  PutRolePolicy,
  PutUserPolicy,
  type ListAccessKeysResponse,
  type ListAttachedUserPoliciesResponse,
  type ListUserPoliciesResponse,
} from '../../wire/generated/iam.js';
import { call, type Call } from '../../wire/operation.js';

/**
 * A user or a role: who has policies, and the calls that read and change these. IAM has each of them twice,
 * by the same members but for the name.
 */
export interface Principal {
  readonly kind: 'user' | 'role';
  readonly name: string;
  readonly attached: Call<never, ListAttachedUserPoliciesResponse>;
  readonly attach: (policyArn: string) => Call;
  readonly detach: (policyArn: string) => Call;
  /** Names of its inline policies. */
  readonly inline: Call<never, ListUserPoliciesResponse>;
  readonly inlinePolicy: (policyName: string) => Call<never, { readonly PolicyDocument?: string }>;
  readonly putInline: (policyName: string, document: string) => Call;
  readonly deleteInline: (policyName: string) => Call;
  /** Access keys, which roles do not have. */
  readonly keys: {
    readonly list: Call<never, ListAccessKeysResponse>;
    readonly delete: (accessKeyId: string) => Call;
  } | null;
  readonly delete: Call;
}

// As many as IAM gives at once; the sizes that inline policies may have together leave no room for more.
const MaxItems = 1000;

export const user = (UserName: string): Principal => ({
  kind: 'user',
  name: UserName,
  attached: call(ListAttachedUserPolicies, { UserName, MaxItems }),
  attach: (PolicyArn) => call(AttachUserPolicy, { UserName, PolicyArn }),
  detach: (PolicyArn) => call(DetachUserPolicy, { UserName, PolicyArn }),
  inline: call(ListUserPolicies, { UserName, MaxItems }),
  inlinePolicy: (PolicyName) => call(GetUserPolicy, { UserName, PolicyName }),
  putInline: (PolicyName, PolicyDocument) => call(PutUserPolicy, { UserName, PolicyName, PolicyDocument }),
  deleteInline: (PolicyName) => call(DeleteUserPolicy, { UserName, PolicyName }),
  keys: {
    list: call(ListAccessKeys, { UserName, MaxItems }),
    delete: (AccessKeyId) => call(DeleteAccessKey, { UserName, AccessKeyId }),
  },
  delete: call(DeleteUser, { UserName }),
});

export const role = (RoleName: string): Principal => ({
  kind: 'role',
  name: RoleName,
  attached: call(ListAttachedRolePolicies, { RoleName, MaxItems }),
  attach: (PolicyArn) => call(AttachRolePolicy, { RoleName, PolicyArn }),
  detach: (PolicyArn) => call(DetachRolePolicy, { RoleName, PolicyArn }),
  inline: call(ListRolePolicies, { RoleName, MaxItems }),
  inlinePolicy: (PolicyName) => call(GetRolePolicy, { RoleName, PolicyName }),
  putInline: (PolicyName, PolicyDocument) => call(PutRolePolicy, { RoleName, PolicyName, PolicyDocument }),
  deleteInline: (PolicyName) => call(DeleteRolePolicy, { RoleName, PolicyName }),
  keys: null,
  delete: call(DeleteRole, { RoleName }),
});

/** Where a principal is shown. */
export const pathOf = ({ kind, name }: Pick<Principal, 'kind' | 'name'>): string =>
  `/identity/${kind}s/${encodeURIComponent(name)}`;

/** Where a policy is shown: by its ARN, since AWS's and own ones may have one name. */
export const policyPath = (arn: string): string => `/identity/policies/${encodeURIComponent(arn)}`;
