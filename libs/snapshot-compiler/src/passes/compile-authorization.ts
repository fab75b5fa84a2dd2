import type { Authorizer } from '#libs/api-definition';
import type { MethodAuthorization, SnapshotAuthorizer } from '#libs/snapshot-format';
import { compileAuthorizer } from '../authorizers/compile-authorizer.js';
import { compareText, type DraftMethod, type Pass } from '../draft.js';
import type { Complain } from '../integrations/complain.js';

/**
 * Who may call each method. What this release cannot enforce is refused, rather than served as if it were not
 * there.
 */
export const compileAuthorization: Pass = (draft, diagnostics) => {
  const authorizers = new Map<string, SnapshotAuthorizer>();
  const { restApi } = draft.definition;
  const byId = new Map(draft.definition.authorizers.map((authorizer) => [authorizer.id, authorizer]));

  function compile({ method }: DraftMethod, complain: Complain): MethodAuthorization | null {
    const type = method.authorizationType.toUpperCase();
    if (type === 'NONE' || type === 'AWS_IAM') return { type };
    if (type !== 'CUSTOM' && type !== 'COGNITO_USER_POOLS') {
      const given = method.authorizationType;
      const message = `authorization type ${given} is not known, and the method is not served open`;
      complain('authorization-not-served', message);
      return null;
    }
    const authorizer = method.authorizerId === null ? undefined : byId.get(method.authorizerId);
    const compiled = authorizer ? compileFor(type, authorizer) : 'there is no such authorizer';
    if (typeof compiled === 'string') {
      complain('bad-authorizer', `authorizer ${method.authorizerId}: ${compiled}`);
      return null;
    }
    authorizers.set(compiled.id, compiled);
    if (type === 'CUSTOM') return { type, authorizerId: compiled.id };
    return {
      type,
      authorizerId: compiled.id,
      scopes: [...(method.authorizationScopes ?? [])].sort(compareText),
    };
  }

  const routes = draft.routes.map((route) => ({
    ...route,
    methods: route.methods.map((entry): DraftMethod => {
      const complain: Complain = (code, message) =>
        diagnostics.add(code, entry.at, `${entry.at}: ${message}`);
      const authorization = compile(entry, complain);
      const takesKeys = entry.method.apiKeyRequired && restApi.apiKeySource === 'AUTHORIZER';
      if (takesKeys && authorization !== null && authorization.type !== 'CUSTOM') {
        complain('key-of-no-authorizer', 'an API key is required, and no Lambda authorizer can name one');
      }
      return { ...entry, authorization };
    }),
  }));
  const named = [...authorizers].sort(([a], [b]) => compareText(a, b));
  return { ...draft, routes, authorizers: Object.fromEntries(named) };
};

/** The authorizer as gateways run it; a text says why a method of this type cannot use it. */
function compileFor(
  type: 'CUSTOM' | 'COGNITO_USER_POOLS',
  authorizer: Authorizer,
): SnapshotAuthorizer | string {
  const isOfPools = authorizer.type === 'COGNITO_USER_POOLS';
  if (isOfPools !== (type === 'COGNITO_USER_POOLS')) {
    return `an authorizer of type ${authorizer.type} is not for methods of type ${type}`;
  }
  const compiled = compileAuthorizer(authorizer);
  return compiled.ok ? compiled.authorizer : compiled.reason;
}
