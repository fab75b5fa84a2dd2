import { badRequest, type DomainError } from '../../domain-error.js';
import type { Tags } from './tags.js';

/**
 * The tag on a Stage that associates it with a web ACL, shown as its `webAclArn`. At AWS that is done by
 * AssociateWebACL of WAF, which is another service.
 */
export const webAclTag = 'tollgate:web-acl-arn';

const arn =
  /^arn:aws[a-z-]*:(?:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+|waf-regional:[a-z0-9-]+:\d{12}:webacl\/[^/]+)$/;

/** Null when the tag is not there, or was never checked and names none. */
export function webAclArn(tags: Tags): string | null {
  const value = tags[webAclTag];
  return value !== undefined && arn.test(value) ? value : null;
}

export function checkWebAclTag(tags: Tags): DomainError | null {
  const value = tags[webAclTag];
  if (value === undefined || arn.test(value)) return null;
  return badRequest(
    `Invalid tag value specified for key ${webAclTag}. Must be the ARN of a regional web ACL, such as arn:aws:wafv2:us-east-1:000000000000:regional/webacl/name/id`,
  );
}

/** Stages of REST APIs alone have web ACLs, as at AWS: another that names one must not seem to be guarded. */
export const refuseWebAclTag = (tags: Tags): DomainError | null =>
  tags[webAclTag] === undefined
    ? null
    : badRequest(`Invalid tag key specified: ${webAclTag}. Web ACLs are for stages of REST APIs`);
