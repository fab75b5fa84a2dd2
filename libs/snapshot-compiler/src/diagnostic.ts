/** Something that the compiler has to say about a definition, for the API's author. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** An `error` fails the Deployment; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** Where: `GET /pets/{id}`, a route key, or `RestApi` or `Api` for the whole. */
  readonly at: string;
  /**
   * A whole sentence that can be read without the other members; AWS's own text where AWS refuses the same
   * thing.
   */
  readonly message: string;
}

export type DiagnosticCode = keyof typeof diagnosticCodes;

/** Every diagnostic there is: how severe, what it means, what to check. docs/ERRORS.md has a row for each. */
export const diagnosticCodes = {
  'no-methods': {
    severity: 'error',
    meaning: 'The RestApi has no method at all.',
    check: 'Put a method with an integration before deploying.',
  },
  'no-routes': {
    severity: 'error',
    meaning: 'The HTTP or WebSocket API has no route at all.',
    check: 'Create a route with a target before deploying.',
  },
  'bad-route-key': {
    severity: 'error',
    meaning:
      'The key of a route is neither a method and a path nor $default; of a WebSocket API it begins with $ and is reserved.',
    check: 'Update the route key: `GET /pets/{id}`, `ANY /{proxy+}`, `$default`; of WebSocket APIs `join`.',
  },
  'bad-selection-expression': {
    severity: 'error',
    meaning:
      'A selection expression of a WebSocket API cannot be read: that of the API, or of a route, an integration or an integration response.',
    check: 'Use `$request.body.<path>`, `${request.body.<path>}` within a text, or `\\$default`.',
  },
  'connect-only': {
    severity: 'error',
    meaning:
      'A route of a WebSocket API other than $connect asks for an authorization, an API key or parameters, which messages do not have.',
    check: 'Ask for them on $connect.',
  },
  'bad-parameter': {
    severity: 'error',
    meaning: 'A parameter that handshakes must have is neither in the query nor in a header.',
    check: 'Use route.request.querystring.<name> or route.request.header.<name>.',
  },
  'one-way-route': {
    severity: 'warning',
    meaning:
      'A route of a WebSocket API has a route response or selects one, but not both: nothing is sent back, as at AWS.',
    check: 'Set routeResponseSelectionExpression to $default and create the route response $default.',
  },
  'route-without-target': {
    severity: 'warning',
    meaning:
      'A route has nothing to call: requests of an HTTP API are answered with 404, of a WebSocket API a handshake is accepted and a message ignored.',
    check: 'Give the route an integration as its target, or delete it.',
  },
  'bad-parameter-mapping': {
    severity: 'error',
    meaning:
      'A parameter mapping of an HTTP API has a key or value that cannot be read, or changes a reserved header.',
    check: 'Compare with the message; update requestParameters or responseParameters of the integration.',
  },
  'no-integration': {
    severity: 'error',
    meaning: 'A method has nothing to call, or the target of a route is not there.',
    check: 'Put an integration on the method, or delete the method.',
  },
  'route-conflict': {
    severity: 'error',
    meaning: 'Two resources would answer the same requests, or a path is malformed.',
    check: 'Delete or rename one of the resources named.',
  },
  'repeated-path-parameter': {
    severity: 'warning',
    meaning: 'A path has two variables of one name; only the last value can be read.',
    check: 'Rename one of the variables.',
  },
  'authorization-not-served': {
    severity: 'error',
    meaning: 'This release does not know the authorization type and will not serve the method open.',
    check: 'Use authorizationType NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS.',
  },
  'bad-resource-policy': {
    severity: 'error',
    meaning:
      'The API’s resource policy is none by AWS’s policy language; it was put before this was checked.',
    check: 'Compare with the message; put the policy again.',
  },
  'open-default-endpoint': {
    severity: 'warning',
    meaning:
      'A domain with mutual TLS leads to the API, whose default endpoint is open and asks for no certificate.',
    check: 'Set `disableExecuteApiEndpoint` of the API and deploy it.',
  },
  'private-api-without-policy': {
    severity: 'error',
    meaning: 'The API is PRIVATE and has no resource policy: nobody could call it, at AWS neither.',
    check: 'Put a `policy` that says which VPC endpoints may call (`aws:SourceVpce`).',
  },
  'tls-policy-not-served': {
    severity: 'error',
    meaning: 'The API asks for TLS 1.3 at least, which gateways do not enforce per API.',
    check: 'Use a security policy that has TLS 1.2.',
  },
  'bad-authorizer': {
    severity: 'error',
    meaning:
      'The authorizer of a method is not there, is of another type than the method means, or cannot be run: no function that can be called, no user pool, an identity source that cannot be read.',
    check: 'Compare with the message; update the authorizer.',
  },
  'key-of-no-authorizer': {
    severity: 'warning',
    meaning:
      'A method requires an API key, keys are to come from authorizers (apiKeySource AUTHORIZER), and the method has no Lambda authorizer: every call is refused with 403, as at AWS.',
    check: 'Give the method a Lambda authorizer, or use apiKeySource HEADER.',
  },
  'unknown-request-validator': {
    severity: 'error',
    meaning: 'The method names a request validator that the API does not have.',
    check: 'Create the validator, or remove requestValidatorId from the method.',
  },
  'bad-model': {
    severity: 'error',
    meaning:
      'A model that bodies are to be checked against cannot be used: no JSON schema, or a reference that leads nowhere.',
    check: 'The message names the model and the place in it.',
  },
  'model-not-checked': {
    severity: 'warning',
    meaning: 'A request model is not for JSON: bodies of that content type pass unchecked, as at AWS.',
    check: 'Use a JSON model, or leave the check to the backend.',
  },
  'integration-type-not-served': {
    severity: 'error',
    meaning:
      'This release cannot call this: of REST APIs, AWS_PROXY to anything but Lambda functions; of HTTP APIs, types of WebSocket APIs and subtypes that it does not know.',
    check: 'Use type AWS with a mapping template; of HTTP APIs HTTP_PROXY or AWS_PROXY.',
  },
  'caller-credentials-not-served': {
    severity: 'error',
    meaning:
      "An AWS service is to be called with the caller's own credentials, which a gateway does not have.",
    check: 'Name a role in credentials, or leave them out to call as the gateway.',
  },
  'bad-integration': {
    severity: 'error',
    meaning: 'The integration lacks its method, or has a timeout or URI that cannot be used.',
    check: 'Compare with the message; put the integration again.',
  },
  'unmapped-uri-parameter': {
    severity: 'warning',
    meaning: 'The integration URI has a variable that no request parameter fills: calls will fail with 500.',
    check: 'Map integration.request.path.<name>.',
  },
  'bad-template': {
    severity: 'warning',
    meaning:
      'A mapping template cannot be read: calls that come to it fail with 500. TOLLGATE_STRICT_DEFINITIONS=on refuses the deployment.',
    check: 'The message names the construct and its offset.',
  },
  'bad-mapping-expression': {
    severity: 'warning',
    meaning:
      'A parameter mapping has a key or value that is no mapping expression: calls that come to it fail with 500, or are refused as above.',
    check: 'Compare with "Data mapping reference" in the developer guide.',
  },
  'bad-cache-key': {
    severity: 'warning',
    meaning:
      'A cache key parameter cannot be read. Nothing would tell its values apart, so the method’s responses are never cached.',
    check: 'Use method.request.path, .querystring or .header and a name, or integration.request with one.',
  },
  'cache-key-without-path': {
    severity: 'warning',
    meaning:
      'A stage caches a method whose path has a variable that is not part of the cache key: one response is served for all its values, as at AWS.',
    check: 'Declare method.request.path.<name> on the method, and name it in cacheKeyParameters.',
  },
  'cache-key-without-caller': {
    severity: 'warning',
    meaning:
      'A stage caches a method with authorization, and nothing in the cache key says who calls: whoever is allowed gets what was made for another, as at AWS.',
    check:
      'Name the header of the token or the identity in cacheKeyParameters, or do not cache the method, unless its responses are the same for all.',
  },
  'bad-gateway-response': {
    severity: 'error',
    meaning: 'A gateway response has an unknown type, or a header mapping that cannot be read.',
    check: 'Compare with the message; put the gateway response again.',
  },
  'bad-selection-pattern': {
    severity: 'warning',
    meaning:
      'A selection pattern is not a regular expression of Java, or has more than 1,000 characters: calls that come to it fail with 500, or are refused as above.',
    check: 'Use character classes, groups, alternatives and counts; the whole status must match.',
  },
  'several-default-responses': {
    severity: 'warning',
    meaning: 'More than one integration response has no selection pattern; the lowest status code is used.',
    check: 'Give all but one of them a selection pattern.',
  },
} as const satisfies Record<string, { severity: Diagnostic['severity']; meaning: string; check: string }>;

/** What cannot be read, and is served as far as it goes, as at AWS. */
const unreadable: readonly DiagnosticCode[] = [
  'bad-template',
  'bad-mapping-expression',
  'bad-selection-pattern',
];

/** Collects diagnostics while passes run. */
export class Diagnostics {
  private readonly collected: Diagnostic[] = [];

  add(code: DiagnosticCode, at: string, message: string): void {
    this.collected.push({ code, severity: diagnosticCodes[code].severity, at, message });
  }

  get all(): readonly Diagnostic[] {
    return this.collected;
  }
}

/**
 * The message of the first error, which is what CreateDeployment answers; null when the definition can be
 * served. `isStrict`: what cannot be read is an error, too.
 */
export function firstError(diagnostics: readonly Diagnostic[], isStrict = false): string | null {
  const isError = ({ severity, code }: Diagnostic) =>
    severity === 'error' || (isStrict && unreadable.includes(code));
  return diagnostics.find(isError)?.message ?? null;
}
