import { authorizationReasons } from './authorization-reasons.js';
import { connectionReasons } from './connection-reasons.js';
import { row, type RejectionReasonRow } from './rejection-reason-row.js';
import { webSocketReasons } from './websocket-reasons.js';

// AWS answers what names no stage before any API is known; of the types with this status INVALID_API_KEY has
// the text and the name.
const forbidden = (meaning: string, check: string) =>
  row('INVALID_API_KEY', meaning, check, { withoutApi: true });
/**
 * 502: the backend was reached, but what it said is no response. AWS's recordings show 500 for backends that
 * cannot be reached and are silent about this; the status tells the two apart (RFC 9110, section 15.6.3).
 */
const badGateway = (meaning: string, check: string) =>
  row('INTEGRATION_FAILURE', meaning, check, { status: 502 });
// What names no stage of an HTTP API.
const notFound = (meaning: string, check: string) =>
  row('RESOURCE_NOT_FOUND', meaning, check, { ofHttpApi: true });
const misconfigured = (meaning: string, check: string) => row('API_CONFIGURATION_ERROR', meaning, check);

/**
 * Why the pipeline rejects a request, by code, in the order of its steps. docs/ERRORS.md has a row for each.
 */
export const rejectionReasons = {
  'endpoint.no_api': forbidden(
    'Neither host nor path name an API.',
    'The host must be `{apiId}.execute-api.{domain}`.',
  ),
  'endpoint.no_stage': forbidden(
    'There is no such API or stage here.',
    'Was it deployed, and has this gateway applied it? See rollout.',
  ),
  'endpoint.other_region': forbidden(
    'The host names another region than the API’s.',
    'The region in the host, or leave it out.',
  ),
  'domain.no_mapping': forbidden(
    'No routing rule and no mapping of the custom domain takes the path.',
    '`/_tollgate/v1/locate?host=&path=` at the control plane; base paths are compared by case and whole segments.',
  ),
  'domain.mutual_tls': forbidden(
    'The custom domain asks callers for a certificate (mutual TLS), and its truststore was never read: it serves nobody rather than everybody.',
    'Set `mutualTlsAuthentication/truststoreUri` again: the truststore is read when it is set.',
  ),
  'domain.client_certificate': forbidden(
    'The custom domain asks callers for a certificate (mutual TLS), and the caller showed none, or none that the truststore vouches for.',
    'The detail says which; the truststore and `truststoreWarnings` of the domain; the key and certificates that the client sends. Without TLS there is none.',
  ),
  'domain.tls_version': forbidden(
    'The connection has an older version of TLS, or a cipher, that the security policy of the custom domain does not allow.',
    '`securityPolicy` of the domain; the client.',
  ),
  'domain.policy': forbidden(
    'The policy of the private domain does not let the caller in, is missing, or cannot be read.',
    'The detail names the statement that denied; `policy` of the domain: without one nobody may call.',
  ),
  'domain.strict': forbidden(
    'The custom domain is STRICT (`endpointAccessMode`), and the connection was not opened for the host that the request is for (SNI).',
    'TLS with the host’s own name, to the gateway itself or from the proxy in front; sessions of TLS 1.2 that are taken up again do not tell it.',
  ),
  'domain.misdirected': row(
    'INVALID_API_KEY',
    'The Host header names another domain than the one that the connection was opened for (SNI), or the client did not say which.',
    'A client that reuses connections for other hosts, or sends no SNI. Behind a proxy that ends TLS: is it in TOLLGATE_TRUSTED_PROXIES?',
    { withoutApi: true, status: 421 },
  ),
  'endpoint.disabled': forbidden(
    'The API’s default endpoint is switched off.',
    '`disableExecuteApiEndpoint` of the RestApi.',
  ),
  'endpoint.private': forbidden(
    'The API is PRIVATE, and this gateway stands behind no VPC endpoint.',
    '`endpointConfiguration` of the API as it was deployed; `TOLLGATE_VPC_ENDPOINT_ID` of the gateway.',
  ),
  'endpoint.not_private': forbidden(
    'The gateway stands behind a VPC endpoint and serves PRIVATE APIs alone; this one is none.',
    '`endpointConfiguration` of the API as it was deployed; a gateway without `TOLLGATE_VPC_ENDPOINT_ID`.',
  ),
  'endpoint.vpc_endpoint': forbidden(
    'The host names a VPC endpoint that is not the gateway’s, or that the API does not name.',
    '`endpointConfiguration.vpcEndpointIds` of the API as it was deployed; `TOLLGATE_VPC_ENDPOINT_ID`.',
  ),
  'endpoint.strict': forbidden(
    'The API is STRICT (`endpointAccessMode`), and the connection was not opened for the host that the request is for (SNI).',
    'TLS with the host’s own name; a path or a header that names the API does not do.',
  ),
  'endpoint.http_no_stage': notFound(
    'The HTTP API has no stage of the name that the path begins with, and no stage `$default`.',
    'The stages of the API; only `$default` is served at the root.',
  ),
  'endpoint.http_disabled': notFound(
    'The HTTP API’s default endpoint is switched off.',
    '`disableExecuteApiEndpoint` of the API.',
  ),
  'route.missing': row(
    'MISSING_AUTHENTICATION_TOKEN',
    'No resource matches the path, or none that matches has the method; of HTTP APIs: no route, and there is no `$default`.',
    'Path and method of the caller, which no log has; whether the deployment has them.',
  ),
  'route.no_integration': row(
    'RESOURCE_NOT_FOUND',
    'The route of the HTTP API has no integration.',
    '`target` of the route.',
  ),
  ...webSocketReasons,
  'cors.origin': row(
    'MISSING_AUTHENTICATION_TOKEN',
    'A preflight from a page whose origin the API’s tag `tollgate:cors` does not name.',
    'The tag; origins are compared as browsers write them, without a path.',
  ),
  'waf.blocked': row(
    'WAF_FILTERED',
    'The web ACL of the stage blocks the request.',
    'What is behind `TOLLGATE_WAF_URL`, which was told the `requestId`; `$context.waf.latency` in access logs.',
  ),
  'waf.away': row(
    'API_CONFIGURATION_ERROR',
    'The stage has a web ACL (tag `tollgate:web-acl-arn`), and nobody could say in time what it says of the request.',
    'The detail; `TOLLGATE_WAF_URL`, `TOLLGATE_WAF_TIMEOUT_MS`, `TOLLGATE_WAF_CALLS_MAX`; `TOLLGATE_WAF_WHEN_AWAY` = `pass` lets such requests through.',
  ),
  ...authorizationReasons,
  'key.missing': row(
    'INVALID_API_KEY',
    'The method requires a key and the request has none, or where keys come from authorizers none was named.',
    'Header `x-api-key`; with apiKeySource AUTHORIZER `usageIdentifierKey` of the authorizer’s response.',
  ),
  'key.invalid': row(
    'INVALID_API_KEY',
    'The key is unknown, disabled, or in no usage plan of this stage.',
    'The key’s `enabled` and its usage plans.',
  ),
  'throttle.key_method.rate': row(
    'THROTTLED',
    'The usage plan’s throttle of the key for this method.',
    '`apiStages[].throttle` of the usage plan.',
  ),
  'throttle.key.rate': row(
    'THROTTLED',
    'The usage plan’s throttle of the key.',
    '`throttle` of the usage plan.',
  ),
  'throttle.stage_method.rate': row(
    'THROTTLED',
    'The stage’s throttle of the method, for all its callers.',
    '`methodSettings` of the stage.',
  ),
  'throttle.account.rate': row('THROTTLED', 'The throttle of the account, for all its APIs.', 'GetAccount.'),
  'quota.day': row(
    'QUOTA_EXCEEDED',
    'The key’s quota of the day is used up.',
    'GetUsage; UpdateUsage grants more.',
  ),
  'quota.week': row(
    'QUOTA_EXCEEDED',
    'The key’s quota of the week is used up.',
    'GetUsage; UpdateUsage grants more.',
  ),
  'quota.month': row(
    'QUOTA_EXCEEDED',
    'The key’s quota of the month is used up.',
    'GetUsage; UpdateUsage grants more.',
  ),
  'quota.no_permits': row(
    'THROTTLED',
    'Nobody could say in time whether the quota has something left.',
    'Does the gateway reach the control plane? `usage` in /_tollgate/status at its TOLLGATE_GATEWAY_ADMIN_PORT.',
  ),
  'metering.journal_full': row(
    'THROTTLED',
    'The journal has no place for the record of the request, and TOLLGATE_JOURNAL_WHEN_FULL is `refuse`.',
    'The disk; whether the gateway reaches the control plane.',
  ),
  'request.content_coding': row(
    'UNSUPPORTED_MEDIA_TYPE',
    'The body is in a content coding that is not known, or not in the one that it claims.',
    'Content-Encoding: gzip, deflate or none.',
    { withoutApi: true },
  ),
  'request.body_too_large': row(
    'REQUEST_TOO_LARGE',
    'The body turned out longer than 10 MiB, as it came or decoded.',
    'Upload to object storage and send the address.',
  ),
  'request.caller_gone': row(
    'INTEGRATION_FAILURE',
    'The caller went away; nobody reads the response.',
    'Time-outs of the caller, and of proxies between.',
  ),
  'request.parameters': row(
    'BAD_REQUEST_PARAMETERS',
    'Required parameters are missing or blank.',
    'The response names them.',
  ),
  'request.body_invalid': row(
    'BAD_REQUEST_BODY',
    'The body does not fit the model of its content type.',
    'A gateway response that prints `$context.error.validationErrorString` tells the caller where; the log does not, since that quotes the body.',
  ),
  'request.media_type': row(
    'UNSUPPORTED_MEDIA_TYPE',
    'There is no template for the content type, and passthroughBehavior lets nothing else pass.',
    'Content-Type of the caller; `requestTemplates` of the integration.',
  ),
  'cache.not_allowed': row(
    'ACCESS_DENIED',
    'The caller asked for a fresh response (`Cache-Control: max-age=0`) and may not invalidate the cache; the stage refuses such callers.',
    'Who is to may: `execute-api:InvalidateCache`. `requireAuthorizationForCacheControl` and `unauthorizedCacheControlHeaderStrategy` of the stage’s method settings.',
  ),
  'mapping.template': misconfigured(
    'A mapping template failed, cannot be read, or ran into a bound.',
    'The member `detail`; the diagnostics of the deployment; the template.',
  ),
  'mapping.binary_template': misconfigured(
    'There is a template for a body that is bytes after its conversion.',
    '`contentHandling` CONVERT_TO_TEXT, or no template.',
  ),
  'mapping.base64': misconfigured(
    'A body that was to be decoded is no Base64.',
    '`contentHandling` and the binary media types; Accept of the caller.',
  ),
  'mapping.header': misconfigured(
    'A mapping or override sets a header that may not be set, a mapping cannot be read, or mappings came to more than 10 MiB of values.',
    'The member `detail` names it.',
  ),
  'mapping.uri': misconfigured(
    'The integration’s URI came out unusable: a variable without value, or a value that would lead elsewhere.',
    'Stage variables and `integration.request.path.*`.',
  ),
  'mapping.mock_status': misconfigured(
    'The request template of a MOCK printed no statusCode.',
    'It must print an object with `statusCode`.',
  ),
  'integration.setting': misconfigured(
    'Every call of the integration fails as it is set up.',
    'The member `detail`: a function must be called by POST and have a name; some headers may not be mapped.',
  ),
  'integration.role': misconfigured(
    'The `credentials` of the integration are no role, or the role cannot be assumed.',
    'The member `detail`; the role’s trust in the gateway.',
  ),
  'integration.credentials': misconfigured(
    'The gateway’s own AWS credentials cannot be had, from where the machine says they are.',
    'The gateway’s log: `the AWS credentials of the gateway cannot be had`, with the reason.',
  ),
  'integration.vpc_link': misconfigured(
    'The integration goes through a VPC link that is not there, or whose targets this gateway does not know.',
    'The VPC link, and the setting that names its targets.',
  ),
  'integration.timeout': row(
    'INTEGRATION_TIMEOUT',
    'The backend did not answer in the integration’s time.',
    'The backend; `timeoutInMillis`.',
  ),
  'integration.unreachable': row(
    'INTEGRATION_FAILURE',
    'No connection to the backend: wrong address, refused, a certificate that does not verify, an address that may not be called.',
    'The member `detail`; the backend from this machine.',
  ),
  'integration.overloaded': row(
    'INTEGRATION_FAILURE',
    'All connections to the backend are busy, and as many calls wait for one as may.',
    'The backend, which is too slow for what comes; `TOLLGATE_BACKEND_WAITING_MAX`, `TOLLGATE_BACKEND_SOCKETS_MAX`.',
    { status: 503 },
  ),
  'integration.bad_answer': badGateway(
    'The backend was reached, but gave no response, one that cannot be understood, or one that broke off.',
    'The member `detail`; the backend’s own log.',
  ),
  'integration.refused': row(
    'INTEGRATION_FAILURE',
    'The service itself refused the call: no permission, no such function, too many calls.',
    'The member `detail` has its status; the gateway’s credentials.',
  ),
  'function.error': badGateway('The function raised an error.', 'The function’s own log.'),
  'function.answer': badGateway(
    'What a proxied function returned is no response.',
    'It must be an object with statusCode, headers, multiValueHeaders, body and isBase64Encoded, and no others.',
  ),
  'response.pattern': misconfigured(
    'A selection pattern that came to be asked is no regular expression.',
    'The diagnostics of the deployment; `selectionPattern` of the integration responses.',
  ),
  'response.unmatched': misconfigured(
    'No integration response matches, and there is no default one.',
    '`selectionPattern` of the integration responses.',
  ),
  'response.undeclared': misconfigured(
    'The method has no response with the status that came out.',
    'The method’s responses.',
  ),
  ...connectionReasons,
  'gateway.fault': misconfigured(
    'A bug in the gateway.',
    'The line of level error with the same request id has the stack; please report it.',
  ),
} as const satisfies Record<string, RejectionReasonRow>;

export type RejectionReason = keyof typeof rejectionReasons;
