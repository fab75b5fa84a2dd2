import { badRequest, fail, ok, type Result } from '../domain-error.js';
import {
  applyPatch,
  patchedText,
  perPath,
  type Change,
  type PatchHandler,
  type PatchOperation,
  type PatchRule,
  type PatchTable,
} from '../patch/index.js';
import type { EndpointType } from '../rest/rest-apis/rest-api.js';
import { withIpAddressType } from '../rest/rest-apis/endpoint-configuration.js';
import { checkDomainName } from './create-domain-name.js';
import type { DomainName } from './domain-name.js';

/** The values that the wire has for members which a patch gives as text. */
export interface DomainNameWords {
  readonly securityPolicies: readonly string[];
  readonly endpointAccessModes: readonly string[];
  readonly routingModes: readonly string[];
}

/**
 * Applies UpdateDomainName's operations (API reference: patch operations). A new certificate counts as
 * uploaded now.
 */
export function patchDomainName(
  domain: DomainName,
  operations: readonly PatchOperation[] | null | undefined,
  words: DomainNameWords,
  nowMs: number,
): Result<DomainName> {
  const patched = applyPatch(domain, operations, domainNamePatchPaths(words));
  if (!patched.ok) return patched;
  const sameCertificate = certificateMembers.every((member) => patched.value[member] === domain[member]);
  return checkDomainName(
    sameCertificate ? patched.value : { ...patched.value, certificateUploadedAtMs: nowMs },
  );
}

const certificateMembers = [
  'certificateName',
  'certificateArn',
  'regionalCertificateName',
  'regionalCertificateArn',
] as const;

export const domainNamePatchPaths = (words: DomainNameWords): PatchTable<DomainName> => ({
  refuse: perPath,
  rules: [
    ...certificateMembers.map((member): PatchRule<DomainName> => {
      const set: PatchHandler<DomainName> = (draft, { value }) =>
        ok({ ...draft, [member]: patchedText(value) });
      return {
        path: `/${member}`,
        ops: { add: set, replace: set, remove: (draft) => ok({ ...draft, [member]: null }) },
      };
    }),
    ...endpointRules,
    ...mutualTlsRules,
    {
      path: '/ownershipVerificationCertificateArn',
      ops: {
        replace: (draft, { value }) =>
          ok({ ...draft, ownershipVerificationCertificateArn: patchedText(value) }),
      },
    },
    { path: '/policy', ops: { replace: (draft, { value }) => ok({ ...draft, policy: patchedText(value) }) } },
    wordRule('securityPolicy', words.securityPolicies),
    wordRule('endpointAccessMode', words.endpointAccessModes),
    wordRule('routingMode', words.routingModes),
  ],
});

function wordRule(
  member: 'securityPolicy' | 'endpointAccessMode' | 'routingMode',
  words: readonly string[],
): PatchRule<DomainName> {
  const replace: PatchHandler<DomainName> = (draft, { value }) =>
    value !== null && words.includes(value)
      ? ok({ ...draft, [member]: value })
      : fail(badRequest(`Invalid ${member} specified. Valid options are ${words.join(',')}`));
  return { path: `/${member}`, ops: { replace } };
}

/**
 * While a domain moves between EDGE and REGIONAL it has both (developer guide: migrating a custom domain).
 * PRIVATE stays what it is.
 */
const endpointRules: readonly PatchRule<DomainName>[] = [
  {
    path: '/endpointConfiguration/types',
    ops: {
      add: (draft, change) => withTypes(draft, change, (types, type) => [...new Set([...types, type])]),
      remove: (draft, change) =>
        withTypes(draft, change, (types, type) => types.filter((known) => known !== type)),
      replace: (draft, change) => withTypes(draft, change, (_, type) => [type]),
    },
  },
  {
    // Terraform names the element, AWS's table the type that is replaced.
    path: '/endpointConfiguration/types/{element}',
    ops: { replace: (draft, change) => withTypes(draft, change, (_, type) => [type]) },
  },
  {
    path: '/endpointConfiguration/ipAddressType',
    ops: {
      replace: (draft, { value }) => {
        const changed = withIpAddressType(draft.endpointConfiguration, value);
        return changed.ok ? ok({ ...draft, endpointConfiguration: changed.value }) : changed;
      },
    },
  },
];

function withTypes(
  draft: DomainName,
  { value }: Change,
  change: (types: readonly EndpointType[], type: EndpointType) => readonly EndpointType[],
): Result<DomainName> {
  const before = draft.endpointConfiguration;
  const invalid = badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE');
  if ((value !== 'EDGE' && value !== 'REGIONAL') || before.types.includes('PRIVATE')) return fail(invalid);
  const types = change(before.types, value);
  return types.length === 0
    ? fail(badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.'))
    : ok({ ...draft, endpointConfiguration: { ...before, types } });
}

const mutualTlsRules: readonly PatchRule<DomainName>[] = [
  {
    path: '/mutualTlsAuthentication/truststoreUri',
    // Developer guide, mutual TLS: an empty URI switches it off, version and all.
    ops: { add: setTruststoreUri, replace: setTruststoreUri },
  },
  {
    path: '/mutualTlsAuthentication/truststoreVersion',
    ops: { add: setTruststoreVersion, replace: setTruststoreVersion },
  },
];

function setTruststoreUri(draft: DomainName, { value }: Change): Result<DomainName> {
  const version = draft.mutualTlsAuthentication?.truststoreVersion ?? null;
  return ok({
    ...draft,
    mutualTlsAuthentication: value ? { truststoreUri: value, truststoreVersion: version } : null,
  });
}

function setTruststoreVersion(draft: DomainName, { value }: Change): Result<DomainName> {
  if (!draft.mutualTlsAuthentication) {
    // Clients that switch mutual TLS off may send an empty version after the empty URI.
    return value ? fail(badRequest('A truststoreUri must be specified with a truststoreVersion')) : ok(draft);
  }
  return ok({
    ...draft,
    mutualTlsAuthentication: {
      truststoreUri: draft.mutualTlsAuthentication.truststoreUri,
      truststoreVersion: patchedText(value),
    },
  });
}
