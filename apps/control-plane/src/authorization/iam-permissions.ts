import type { iam } from '#libs/aws-wire';
import { policyArn, principalArn, type PrincipalKind } from '#libs/identity';
import { accessKeys, principals } from '#libs/persistence';
import { formOf } from '../http/called.js';
import { boundInputOf } from './bound-input.js';
import { requestTags, tagValues, type ContextValues } from './context-values.js';
import type { AuthorizedCall, Permission } from './permission.js';

/** `iam:<Operation>` on what it is about (Service Authorization Reference: AWS IAM). */
export async function iamPermissions(call: AuthorizedCall): Promise<readonly Permission[]> {
  const { name } = call.operation!;
  // One that cannot be read is judged by what it seems to say: it ends in a 400, or here.
  const input = (boundInputOf(call) ??
    Object.fromEntries(new URLSearchParams(formOf(call.request)))) as Input;
  const resources = await subjects[name as iam.OperationName](input, call);
  const given = () => givenOf(input);
  return resources.map((resource) => ({ action: `iam:${name}`, given, ...resource }));
}

/** Members of inputs that name what an operation is about. */
interface Input {
  readonly UserName?: string;
  readonly RoleName?: string;
  readonly Path?: string;
  readonly NewUserName?: string;
  readonly NewPath?: string;
  readonly PolicyName?: string;
  readonly PolicyArn?: string;
  readonly PolicySourceArn?: string;
  readonly AccessKeyId?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly TagKeys?: readonly string[];
}

function givenOf({ PolicyArn, Tags, TagKeys }: Input): ContextValues {
  return {
    ...requestTags((Tags ?? []).map(({ Key, Value }) => [Key, Value] as const)),
    ...(TagKeys && { 'aws:tagkeys': TagKeys }),
    ...(PolicyArn !== undefined && { 'iam:policyarn': PolicyArn }),
  };
}

type Resource = Omit<Permission, 'action'>;
type Subject = (input: Input, call: AuthorizedCall) => readonly Resource[] | Promise<readonly Resource[]>;

const none: Subject = () => [{ resource: '*' }];
const policy: Subject = ({ PolicyArn = '' }) => [{ resource: PolicyArn, shown: `policy ${PolicyArn}` }];
const role: Subject = async ({ RoleName = '' }, call) => [await existing(call, 'role', RoleName)];

/** Who leaves the name out means itself, where it is a user. */
const user: Subject = async ({ UserName }, call) => {
  const { type, name } = call.caller.principal;
  const named = UserName ?? (type === 'user' ? name : null);
  return named === null ? [{ resource: '*' }] : [await existing(call, 'user', named)];
};

/** Another name or path needs the permission for both (API reference: UpdateUser). */
const renamedUser: Subject = async (input, call) => {
  const { accountId } = call.caller.owner;
  const { UserName = '', NewUserName: name = UserName, NewPath } = input;
  const found = await call.read((uow) => principals.find(uow, accountId, 'user', UserName));
  const path = NewPath ?? found?.path ?? '/';
  return [
    await existing(call, 'user', UserName),
    { resource: principalArn({ accountId, kind: 'user', path, name }), shown: `user ${name}` },
  ];
};

const created =
  (kind: PrincipalKind, nameOf: (input: Input) => string | undefined): Subject =>
  (input, { caller: { owner } }) => [
    { resource: principalArn({ ...owner, kind, path: input.Path ?? '/', name: nameOf(input) ?? '' }) },
  ];
const createdUser = created('user', ({ UserName }) => UserName);
const createdRole = created('role', ({ RoleName }) => RoleName);
const createdPolicy: Subject = ({ Path: path = '/', PolicyName: name = '' }, { caller: { owner } }) => [
  { resource: policyArn({ ...owner, path, name }) },
];

const userOfKey: Subject = async ({ AccessKeyId = '' }, { caller: { owner }, read }) => {
  const holder = await read(async (uow) => {
    const { accessKey } = (await accessKeys.findAnywhere(uow, AccessKeyId)) ?? {};
    const { accountId, userId = null } = accessKey?.owner ?? {};
    return userId === null || accountId !== owner.accountId ? undefined : principals.findById(uow, userId);
  });
  const shown = `access key ${AccessKeyId}`;
  return [{ resource: holder ? principalArn(holder) : '*', shown }];
};

const simulated: Subject = ({ PolicySourceArn = '' }) => [{ resource: PolicySourceArn }];

/**
 * By its name alone in refusals, as IAM does it: whether there is one, and under which path, is not for who
 * may not know.
 */
async function existing(
  { caller: { owner }, read }: AuthorizedCall,
  kind: PrincipalKind,
  name: string,
): Promise<Resource> {
  const { accountId } = owner;
  const found = await read((uow) => principals.find(uow, accountId, kind, name));
  const resource = principalArn(found ?? { accountId, kind, path: '/', name });
  const tags = (found?.tags ?? []).map(({ key, value }) => [key, value] as const);
  const stored = { ...tagValues('aws:resourcetag/', tags), ...tagValues('iam:resourcetag/', tags) };
  return { resource, shown: `${kind} ${name}`, stored: () => Promise.resolve(stored) };
}

const subjects: Readonly<Record<iam.OperationName, Subject>> = {
  AttachRolePolicy: role,
  AttachUserPolicy: user,
  CreateAccessKey: user,
  CreatePolicy: createdPolicy,
  CreatePolicyVersion: policy,
  CreateRole: createdRole,
  CreateUser: createdUser,
  DeleteAccessKey: user,
  DeletePolicy: policy,
  DeletePolicyVersion: policy,
  DeleteRole: role,
  DeleteRolePolicy: role,
  DeleteUser: user,
  DeleteUserPolicy: user,
  DetachRolePolicy: role,
  DetachUserPolicy: user,
  GetAccessKeyLastUsed: userOfKey,
  GetAccountSummary: none,
  GetContextKeysForCustomPolicy: none,
  GetContextKeysForPrincipalPolicy: simulated,
  GetPolicy: policy,
  GetPolicyVersion: policy,
  GetRole: role,
  GetRolePolicy: role,
  GetUser: user,
  GetUserPolicy: user,
  ListAccessKeys: user,
  ListAccountAliases: none,
  ListAttachedRolePolicies: role,
  ListAttachedUserPolicies: user,
  ListEntitiesForPolicy: policy,
  ListGroupsForUser: user,
  ListInstanceProfilesForRole: role,
  ListPolicies: none,
  ListPolicyVersions: policy,
  ListRolePolicies: role,
  ListRoleTags: role,
  ListRoles: none,
  ListUserPolicies: user,
  ListUserTags: user,
  ListUsers: none,
  PutRolePolicy: role,
  PutUserPolicy: user,
  SetDefaultPolicyVersion: policy,
  SimulateCustomPolicy: none,
  SimulatePrincipalPolicy: simulated,
  TagRole: role,
  TagUser: user,
  UntagRole: role,
  UntagUser: user,
  UpdateAccessKey: user,
  UpdateAssumeRolePolicy: role,
  UpdateRole: role,
  UpdateUser: renamedUser,
};
