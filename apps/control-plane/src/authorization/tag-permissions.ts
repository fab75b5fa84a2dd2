import { readTagTarget, type Owner } from '#libs/api-definition';
import { tagsOf } from './api-gateway-stored.js';
import { apiGatewayArn, type AuthorizedCall, type Permission } from './permission.js';
import { tagTargetPath } from './tag-target-path.js';

/** Tags are part of a resource: to change them is to change it. */
export function changesTags(
  { caller: { owner } }: AuthorizedCall,
  resourceArn: string,
): readonly Permission[] {
  const target = readTagTarget(resourceArn, owner);
  return [
    {
      action: 'apigateway:PATCH',
      resource: taggedArn(owner, resourceArn),
      stored: async (uow) => (target.ok ? tagsOf(uow, owner, target.value) : {}),
    },
  ];
}

/** What calls about the tags of a resource are on. */
export const tagsResource = (owner: Owner, resourceArn: string): string =>
  tagsArn(owner, taggedArn(owner, resourceArn));

export const tagsArn = (owner: Owner, arn: string): string =>
  apiGatewayArn(owner, `/tags/${encodeURIComponent(arn)}`);

/** The one ARN of what is tagged: clients may name another partition. */
function taggedArn(owner: Owner, arn: string): string {
  const target = readTagTarget(arn, owner);
  if (!target.ok) return arn;
  const path = tagTargetPath(target.value);
  return path === null ? arn : apiGatewayArn(owner, path, /^arn:[^:]*:[^:]*:[^:]*:(\d*):/.exec(arn)?.[1]);
}
