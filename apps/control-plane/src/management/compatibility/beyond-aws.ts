/** What Tollgate does that AWS does not: how it is switched, and what for. Nothing of it is on by itself. */
export const beyondAws = [
  {
    what: 'tag `tollgate:cors` of a RestApi',
    does: 'Origins with blanks between; `any` for every one, since values of tags have no asterisk; `credentials` beside origins whose pages send cookies. Their pages can read gateway responses, and preflights that no OPTIONS method takes are answered, without key, quota or authorizer.',
  },
  {
    what: 'tag `tollgate:tell-reasons` of a RestApi or an Api',
    does: '`on` puts the code of the reason into the header `x-tollgate-reason` of gateway responses.',
  },
  {
    what: 'tag `tollgate:http2-backends` of a RestApi or an Api',
    does: '`on` has HTTPS backends of HTTP and HTTP_PROXY integrations called over HTTP/2 where they offer it by ALPN, else over HTTP/1.1.',
  },
  {
    what: 'tag `tollgate:close-at-expiry` of a WebSocket API',
    does: '`on` ends a connection when the token or session does by which it was authorised; AWS leaves it open. Taken over by the next deployment.',
  },
  {
    what: 'tag `tollgate:permessage-deflate` of a WebSocket API',
    does: '`on` compresses messages for clients that offer it (RFC 7692); AWS never does. Taken over by the next deployment.',
  },
  {
    what: 'tag `tollgate:web-acl-arn` of a Stage of a REST API',
    does: 'The ARN of a regional web ACL, shown as `webAclArn`: gateways ask `TOLLGATE_WAF_URL` about every request (AUTHORIZATION.md).',
  },
  {
    what: 'tag `tollgate:rate-limit-headers` of a UsagePlan',
    does: '`on` adds the headers `RateLimit` and `RateLimit-Policy`.',
  },
  {
    what: '`/_tollgate/v1/captures`',
    does: 'Captures headers and bodies of requests of one API key, or with one `x-amzn-RequestId` of their caller, for an hour at most, 10 captures of an account at a time; kept for a day.',
  },
  {
    what: '`/_tollgate/v1/denied-identities`',
    does: 'Refuses callers by `jti`, `sub`, principal or access key until a time, at most 400 days ahead and 10,000 of an account, on every gateway when the call returns.',
  },
  {
    what: 'tag `tollgate:secret-variables` of a Stage',
    does: 'Names of stage variables with blanks between, or `all`: their values are hidden in audit events (AUDIT.md), execution logs, traces and explanations; live when TagResource returns.',
  },
  {
    what: 'tag `tollgate:canary-header` of a Stage',
    does: 'The name of a header: `canary` or `base` in it chooses the release of a request, whatever `percentTraffic` is. It goes on to backends as any other.',
  },
  {
    what: 'tag `tollgate:canary-guard` of a Stage',
    does: 'A rule such as `error-rate<1%,p99<300ms,requests>=500,for=10m,then=promote`, by which the canary is removed or promoted (CANARIES.md); bad rules are refused.',
  },
  {
    what: 'tag `tollgate:crl` of a DomainName',
    does: 'Up to four lists of revoked certificates (CRL) as `s3://bucket/key`, with blanks between: callers of mutual TLS who are on one are refused. A list that is out of date refuses everybody, but with `when-out-of-date=allow` behind them (DOMAINS.md).',
  },
  {
    what: '`TOLLGATE_WATCH_TRUSTSTORES=on`',
    does: 'Newer versions of truststores at S3 are taken up by themselves, where a domain names none.',
  },
  {
    what: '`/_tollgate/v1/audit/export`',
    does: 'Audit events as JSON Lines, each with the hash of the one before; `npm run audit:verify` checks them.',
  },
  {
    what: '`/_tollgate/v1/restapis/{id}/stages/{stage}/cache`',
    does: '`GET`: which methods are cached by which key, how often that was of use, and what keys leave out; `DELETE` drops one path or namespace (CACHING.md).',
  },
  {
    what: '`/_tollgate/v1`',
    does: 'Rollouts, drift, history, use by the hour, dry runs and more: the API page at `/_tollgate/docs`.',
  },
  {
    what: '`$context.tollgate.*` in access logs',
    does:
      '`reason`, the code of a refusal (ERRORS.md), and `reasonDetail`; `usagePlanId`; `principalId`, whom authorizer, token or signature name; `requestLength`, the bytes of the body; ' +
      '`cacheResult`. `identity.apiKey` is masked but for its last 6 characters, which AWS prints.',
  },
] as const;
