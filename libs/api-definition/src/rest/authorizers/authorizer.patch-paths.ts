import { badRequest, fail, ok } from '../../domain-error.js';
import { patchedText, perPath, type PatchRule, type PatchTable } from '../../patch/index.js';
import { authorizerTypes, type Authorizer, type AuthorizerKind } from './authorizer.js';
import { authTypeOf } from './create-authorizer.js';

type TextMember = 'authorizerUri' | 'authorizerCredentials' | 'identityValidationExpression';

const replaceText = (member: TextMember): PatchRule<Authorizer> => ({
  path: `/${member}`,
  ops: { replace: (draft, { value }) => ok({ ...draft, [member]: patchedText(value) }) },
});

const isType = (value: string | null): value is AuthorizerKind =>
  authorizerTypes.some((type) => type === value);

/**
 * What UpdateAuthorizer may change (patch operations reference: UpdateAuthorizer). The result must pass
 * `checkAuthorizer`: operations may come in any order.
 */
export const authorizerPatchPaths: PatchTable<Authorizer> = {
  refuse: perPath,
  rules: [
    { path: '/name', ops: { replace: (draft, { value }) => ok({ ...draft, name: value ?? '' }) } },
    {
      path: '/type',
      ops: {
        replace: (draft, { value }) =>
          isType(value)
            ? ok({ ...draft, type: value, authType: authTypeOf(value) })
            : fail(
                badRequest(
                  `Invalid authorizer type specified. Must be one of: [${authorizerTypes.join(', ')}]`,
                ),
              ),
      },
    },
    {
      path: '/authType',
      ops: { replace: (draft, { value }) => ok({ ...draft, authType: value || authTypeOf(draft.type) }) },
    },
    replaceText('authorizerUri'),
    replaceText('authorizerCredentials'),
    replaceText('identityValidationExpression'),
    {
      path: '/identitySource',
      ops: {
        add: (draft, { value }) => ok({ ...draft, identitySource: patchedText(value) }),
        replace: (draft, { value }) => ok({ ...draft, identitySource: patchedText(value) }),
        remove: (draft) => ok({ ...draft, identitySource: null }),
      },
    },
    {
      path: '/authorizerResultTtlInSeconds',
      ops: {
        replace: (draft, { value }) =>
          // The range is `checkAuthorizer`'s; this much keeps the number whole and small.
          value !== null && /^-?\d{1,9}$/.test(value)
            ? ok({ ...draft, authorizerResultTtlInSeconds: Number(value) })
            : fail(badRequest(`Invalid authorizerResultTtlInSeconds specified: ${value}`)),
      },
    },
    {
      path: '/providerARNs',
      ops: {
        add: (draft, { value }) =>
          ok({ ...draft, providerARNs: [...without(draft.providerARNs, value), value ?? ''] }),
        remove: (draft, { value }) => {
          const left = without(draft.providerARNs, value);
          return ok({ ...draft, providerARNs: left.length > 0 ? left : null });
        },
      },
    },
  ],
};

const without = (arns: readonly string[] | null, gone: string | null): readonly string[] =>
  (arns ?? []).filter((arn) => arn !== gone);
