import { integer, oneOf, string } from '#libs/config';

/** The settings of web ACLs. */
export const webAclFields = {
  wafUrl: string('TOLLGATE_WAF_URL', {
    optional: true,
    maxLength: 2048,
    pattern: /^https?:\/\/[^\s]+$/,
    allowed: 'an address that begins with http:// or https://',
    description:
      'where web ACLs of stages (tag tollgate:web-acl-arn) are asked: head and first 8 KB of a request by POST; when not set requests of such stages are handled as if it were away',
  }),
  wafWhenAway: oneOf('TOLLGATE_WAF_WHEN_AWAY', ['refuse', 'pass'], {
    default: 'refuse',
    description: 'what becomes of requests that a web ACL should judge and does not',
  }),
  wafTimeoutMs: integer('TOLLGATE_WAF_TIMEOUT_MS', {
    min: 1,
    max: 10_000,
    default: 1000,
    description: 'how long the answer of a web ACL may take, and a question may wait for its turn',
  }),
  wafCallsMax: integer('TOLLGATE_WAF_CALLS_MAX', {
    min: 1,
    max: 512,
    default: 128,
    description: 'questions to web ACLs at a time of each gateway process; others wait',
  }),
};
