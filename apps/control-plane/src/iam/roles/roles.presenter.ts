import type { iam } from '#libs/aws-wire';
import { principalArn, type Role } from '#libs/identity';
import { encodeDocument } from '../policy-documents.js';
import { presentTags } from '../principals/tags.js';

/** As lists have it; tags are in the answers about one role alone (API reference: ListRoles). */
export const presentRole = (role: Role): iam.Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: principalArn(role),
  CreateDate: new Date(role.createdAtMs),
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  ...(role.description !== null && { Description: role.description }),
  MaxSessionDuration: role.maxSessionSeconds,
});

export const presentTaggedRole = (role: Role): iam.Role => ({
  ...presentRole(role),
  ...(role.tags.length > 0 && { Tags: presentTags(role.tags) }),
});
