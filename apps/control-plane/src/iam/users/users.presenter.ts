import type { iam } from '#libs/aws-wire';
import { principalArn, type User } from '#libs/identity';
import { presentTags } from '../principals/tags.js';

/** As lists have it; tags are in the answers about one user alone (API reference: ListUsers). */
export const presentUser = (user: User): iam.User => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: principalArn(user),
  CreateDate: new Date(user.createdAtMs),
});

export const presentTaggedUser = (user: User): iam.User => ({
  ...presentUser(user),
  ...(user.tags.length > 0 && { Tags: presentTags(user.tags) }),
});
