import type { PrincipalKind } from './principal.js';

/** Why IAM refuses; `code` is the name on the wire, `message` IAM's text. */
export interface IdentityError {
  readonly code:
    | 'DeleteConflict'
    | 'EntityAlreadyExists'
    | 'InvalidInput'
    | 'LimitExceeded'
    | 'MalformedPolicyDocument'
    | 'NoSuchEntity'
    | 'UnmodifiableEntity'
    | 'ValidationError';
  readonly message: string;
}

const capitalised = (kind: PrincipalKind): string => kind.charAt(0).toUpperCase() + kind.slice(1);

export const noSuchPrincipal = (kind: PrincipalKind, name: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `The ${kind} with name ${name} cannot be found.`,
});

export const principalExists = (kind: PrincipalKind, name: string): IdentityError => ({
  code: 'EntityAlreadyExists',
  message: `${capitalised(kind)} with name ${name} already exists.`,
});

export const noSuchInlinePolicy = (kind: PrincipalKind, policyName: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `The ${kind} policy with name ${policyName} cannot be found.`,
});

export const noSuchAccessKey = (id: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `The Access Key with id ${id} cannot be found.`,
});

export const noSuchPolicy = (arn: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `Policy ${arn} was not found.`,
});

/** What attaching says of a policy that is not there; the others say `noSuchPolicy`. */
export const notAttachable = (arn: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `Policy ${arn} does not exist or is not attachable.`,
});

export const notAttached = (arn: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `Policy ${arn} was not found.`,
});

export const noSuchPolicyVersion = (arn: string, version: string): IdentityError => ({
  code: 'NoSuchEntity',
  message: `Policy ${arn} version ${version} does not exist or is not attachable.`,
});

export const policyExists = (name: string): IdentityError => ({
  code: 'EntityAlreadyExists',
  message: `A policy called ${name} already exists. Duplicate names are not allowed.`,
});

/** A policy of AWS's own is not to be changed, whoever asks. */
export const policyIsAwsOwn = (arn: string): IdentityError => ({
  code: 'InvalidInput',
  message: `ARN ${arn} is not valid: policies of AWS cannot be changed.`,
});

export const mustFirst = (what: string): IdentityError => ({
  code: 'DeleteConflict',
  message: `Cannot delete entity, must ${what} first.`,
});

export const isDefaultVersion: IdentityError = {
  code: 'DeleteConflict',
  message: 'Cannot delete the default version of a policy.',
};

export const policyIsAttached: IdentityError = {
  code: 'DeleteConflict',
  message: 'Cannot delete a policy attached to entities.',
};

export const policyHasVersions: IdentityError = {
  code: 'DeleteConflict',
  message:
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
};

export const malformedPolicy = (message: string): IdentityError => ({
  code: 'MalformedPolicyDocument',
  message,
});

export const invalidInput = (message: string): IdentityError => ({ code: 'InvalidInput', message });
export const validationError = (message: string): IdentityError => ({ code: 'ValidationError', message });
export const limitExceeded = (message: string): IdentityError => ({ code: 'LimitExceeded', message });
