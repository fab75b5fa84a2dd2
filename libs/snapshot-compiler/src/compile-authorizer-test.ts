import type { Authorizer, FrozenDefinition } from '#libs/api-definition';
import type { RestSnapshot, SnapshotAuthorizer, SnapshotRoute } from '#libs/snapshot-format';
import { assembleSnapshot } from './assemble-snapshot.js';
import { compileAuthorizer } from './authorizers/compile-authorizer.js';
import { narrowToTest } from './narrow-to-test.js';

/** What a test of an authorizer runs, or why it cannot be run. */
export type AuthorizerTestCompilation =
  | { readonly ok: true; readonly snapshot: RestSnapshot; readonly authorizer: SnapshotAuthorizer }
  | { readonly ok: false; readonly reason: string };

export function compileAuthorizerTest(
  definition: FrozenDefinition,
  authorizer: Authorizer,
): AuthorizerTestCompilation {
  const compiled = compileAuthorizer(authorizer);
  if (!compiled.ok) return compiled;
  // Its own gateway responses may not be servable, and are not used here.
  const narrowed = { ...narrowToTest(definition, null), gatewayResponses: [] };
  const assembled = assembleSnapshot({
    definition: narrowed,
    routes: [],
    models: {},
    authorizers: {},
    resourcePolicy: null,
  });
  return { ok: true, snapshot: { ...assembled, routes: [testedRoute] }, authorizer: compiled.authorizer };
}

/** What the authorizer is asked about (published events of tests). It is never called. */
const testedRoute: SnapshotRoute = {
  resourceId: 'test-invoke-resource-id',
  path: '/',
  methods: {
    ANY: {
      apiKeyRequired: true,
      authorization: { type: 'NONE' },
      methodResponses: {},
      integration: {
        type: 'MOCK',
        requestTemplates: {},
        passthroughBehavior: 'WHEN_NO_MATCH',
        responses: [],
      },
    },
  },
};
