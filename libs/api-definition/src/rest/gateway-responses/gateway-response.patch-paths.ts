import { badRequest, fail, notFound, ok } from '../../domain-error.js';
import {
  hasEntry,
  perPath,
  withEntry,
  withoutEntry,
  type PatchRule,
  type PatchTable,
} from '../../patch/index.js';
import type { GatewayResponse } from './gateway-response.js';
import { parameterProblem, templateProblem } from './put-gateway-response.js';

type MapMember = 'responseParameters' | 'responseTemplates';

const unknownParameter = notFound('Invalid parameter name specified');
const unknownContentType = notFound('Content-Type specified was not found');

function entries(member: MapMember): PatchRule<GatewayResponse> {
  const [problemOf, unknown] =
    member === 'responseParameters'
      ? ([parameterProblem, unknownParameter] as const)
      : ([templateProblem, unknownContentType] as const);
  const set = (draft: GatewayResponse, key: string, value: string | null) => {
    const problem = problemOf(key, value);
    return problem ? fail(problem) : ok({ ...draft, [member]: withEntry(draft[member], key, value!) });
  };
  return {
    path: `/${member}/{key}`,
    ops: {
      add: (draft, { keys, value }) => set(draft, keys['key']!, value),
      replace: (draft, { keys, value }) => {
        // An empty value is refused before the look-up.
        if (value && !hasEntry(draft[member], keys['key']!)) return fail(unknown);
        return set(draft, keys['key']!, value);
      },
      remove: (draft, { keys }) =>
        hasEntry(draft[member], keys['key']!)
          ? ok({ ...draft, [member]: withoutEntry(draft[member], keys['key']!) ?? {} })
          : fail(unknown),
    },
  };
}

/** What UpdateGatewayResponse may change (recorded: gateway responses). */
export const gatewayResponsePatchPaths: PatchTable<GatewayResponse> = {
  refuse: perPath,
  rules: [
    {
      path: '/statusCode',
      ops: {
        replace: (draft, { value }) =>
          value === null || value === ''
            ? ok({ ...draft, statusCode: null })
            : /^[1-5]\d\d$/.test(value)
              ? ok({ ...draft, statusCode: value })
              : fail(badRequest(`Invalid status code specified: ${value}`)),
      },
      // The other verbs are refused as if the path were unknown.
      refuse: ({ path }) => badRequest(`Invalid patch path ${path}`),
    },
    entries('responseParameters'),
    entries('responseTemplates'),
  ],
};
