import type { HttpRoute } from '#libs/api-definition';
import { elementsOf, entriesOf, member, printed, textOf } from '../../document/read-value.js';
import { extension } from '../../import/import-settings.js';
import { isLeftOpen, nothingSupported } from '../../import/left-open.js';
import type { HttpImportNotes } from './http-import-notes.js';
import type { HttpSecurityScheme } from './import-http-security.js';

export type RouteSecurity = Pick<
  HttpRoute,
  'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'
>;

/**
 * What the `security` of an operation, or else of the document, asks for; an empty list asks for nothing. A
 * route has one authorization: several are an error (developer guide: importing an HTTP API), and so is a
 * scheme that the document does not define, so that no route is made without its lock.
 */
export function routeSecurity(
  { operation, root }: { readonly operation: unknown; readonly root: unknown },
  schemes: ReadonlyMap<string, HttpSecurityScheme>,
  { routeKey, hasRestFeatures }: { readonly routeKey: string; readonly hasRestFeatures: boolean },
  notes: HttpImportNotes,
): RouteSecurity {
  const refuse = (reason: string): void => {
    notes.errors.push(`Unable to create route '${routeKey}': ${reason}`);
  };
  const found: Omit<RouteSecurity, 'apiKeyRequired'>[] = [];
  let apiKeyRequired = false;
  const asked = member(operation, 'security') ?? member(root, 'security');
  for (const [name, scopes] of elementsOf(asked).flatMap(entriesOf)) {
    const scheme = schemes.get(name);
    switch (scheme?.kind) {
      case undefined:
        refuse(`Invalid authorizer: security scheme '${name}' is not defined.`);
        break;
      case 'iam':
        found.push({ ...none, authorizationType: 'AWS_IAM' });
        break;
      case 'authorizer':
        found.push(authorizedBy(scheme.authorizer, scopes));
        break;
      case 'api-key':
        // AWS has no keys here; ours are by a tag.
        if (hasRestFeatures) apiKeyRequired = true;
        else notes.warnings.push(`API keys are not supported for HTTP APIs: '${routeKey}'. Ignoring.`);
        break;
      case 'ignored':
    }
  }
  const given = extension(operation, 'auth');
  const auth = textOf(member(given, 'type'))?.toUpperCase();
  if (auth === 'AWS_IAM' && !found.some(({ authorizationType }) => authorizationType === 'AWS_IAM')) {
    found.push({ ...none, authorizationType: 'AWS_IAM' });
  } else if (given !== undefined && auth !== 'NONE' && auth !== 'AWS_IAM') {
    refuse(`Invalid authorization type specified: ${auth ?? printed(given)}`);
  }
  if (found.length > 1) refuse('Only one authorization per operation is supported.');
  const security = { ...(found[0] ?? none), apiKeyRequired };
  if (isLeftOpen(asked, schemes, security)) {
    notes.warnings.push(`The route '${routeKey}' is open: ${nothingSupported}`);
  }
  return security;
}

const none = { authorizationType: 'NONE', authorizerId: null, authorizationScopes: null } as const;

function authorizedBy(
  { authorizerType, authorizerId }: Extract<HttpSecurityScheme, { kind: 'authorizer' }>['authorizer'],
  given: unknown,
): Omit<RouteSecurity, 'apiKeyRequired'> {
  if (authorizerType === 'REQUEST') return { ...none, authorizationType: 'CUSTOM', authorizerId };
  const scopes = elementsOf(given).flatMap((scope) => textOf(scope) ?? []);
  return {
    authorizationType: 'JWT',
    authorizerId,
    authorizationScopes: scopes.length > 0 ? scopes : null,
  };
}
