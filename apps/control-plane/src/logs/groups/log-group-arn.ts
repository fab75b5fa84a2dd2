import type { Owner } from '#libs/api-definition';

/** As responses and tags have it; policies mean a group and all in it by this and `:*`. */
export const logGroupArn = ({ region, accountId }: Owner, group: string): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${group}`;

export const logStreamArn = (owner: Owner, group: string, stream: string): string =>
  `${logGroupArn(owner, group)}:log-stream:${stream}`;

/** The group of the owner that an ARN names, with `:*` or without; null for any other ARN. */
export function groupOfArn(owner: Owner, arn: string): string | null {
  const prefix = logGroupArn(owner, '');
  if (!arn.startsWith(prefix)) return null;
  const group = arn.slice(prefix.length).replace(/:\*$/, '');
  return /^[A-Za-z0-9_\-/.#]{1,512}$/.test(group) ? group : null;
}
