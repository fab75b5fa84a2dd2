import type { Change } from '../../kit/review/change.js';
import {
  CreatePolicyVersion,
  DeletePolicy,
  DeletePolicyVersion,
  SetDefaultPolicyVersion,
  type PolicyVersion,
} from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { going } from './going.js';
import { documentOf } from './policy-document.js';
import type { Principal } from './principal.js';

/** As many versions as a policy may have (IAM user guide: IAM and AWS STS quotas). */
export const versionsMax = 5;

interface Named {
  readonly name: string;
  readonly arn: string;
}

/** A policy, and the versions that it has. */
export interface Versioned extends Named {
  readonly versions: readonly PolicyVersion[];
}

const numberOf = ({ VersionId = '' }: PolicyVersion): number => Number(VersionId.slice(1));

/** What has to go before another version: the oldest that is not the default; null while there is room. */
export function versionInTheWay(versions: readonly PolicyVersion[]): PolicyVersion | null {
  if (versions.length < versionsMax) return null;
  const idle = versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true);
  return idle.toSorted((a, b) => numberOf(a) - numberOf(b))[0] ?? null;
}

/** Makes a document the default, as a new version; the oldest one goes first when there is no room. */
export function newVersion({ name, arn, versions }: Versioned, from: string, to: string): Change {
  const oldest = versionInTheWay(versions);
  const { VersionId = '' } = oldest ?? {};
  return {
    title: `Change policy ${name}`,
    alterations: [
      { what: 'Document', from, to: documentOf(to) },
      ...(oldest ? [{ what: 'Oldest version that is not the default', from: VersionId, to: null }] : []),
    ],
    steps: [
      ...(oldest ? [call(DeletePolicyVersion, { PolicyArn: arn, VersionId })] : []),
      call(CreatePolicyVersion, { PolicyArn: arn, PolicyDocument: to, SetAsDefault: true }),
    ],
    confirm: 'Change',
    ...(oldest && {
      danger: `A policy has up to ${versionsMax} versions, and this one has them: ${VersionId} is deleted first.`,
    }),
  };
}

/** A version with its document. */
export interface ReadVersion {
  readonly id: string;
  readonly document: string;
}

/** Makes another version the default, which is the one that decides. */
export const otherDefault = ({ name, arn }: Named, from: ReadVersion, to: ReadVersion): Change => ({
  title: `Set ${to.id} of ${name} as default`,
  alterations: [
    { what: 'Default version', from: from.id, to: to.id },
    { what: 'Document', from: from.document, to: to.document },
  ],
  steps: [call(SetDefaultPolicyVersion, { PolicyArn: arn, VersionId: to.id })],
  confirm: 'Set as default',
});

export const versionDeletion = ({ name, arn }: Named, { id, document }: ReadVersion): Change => ({
  title: `Delete ${id} of ${name}`,
  alterations: [{ what: `Version ${id}`, from: document, to: null }],
  steps: [call(DeletePolicyVersion, { PolicyArn: arn, VersionId: id })],
  confirm: 'Delete',
  danger: 'The default stays as it is; there is no way back to this document.',
});

/**
 * Deletes a policy, for which whoever has it loses it and its other versions go first (API reference:
 * DeletePolicy).
 */
export function policyDeletion({ name, arn, versions }: Versioned, having: readonly Principal[]): Change {
  const others = versions
    .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
    .map(({ VersionId = '' }) => VersionId);
  const namesOf = (kind: Principal['kind']) =>
    having.filter((each) => each.kind === kind).map((each) => each.name);
  return {
    title: `Delete policy ${name}`,
    alterations: [
      { what: 'Policy', from: name, to: null },
      ...going('Users who have it', namesOf('user')),
      ...going('Roles that have it', namesOf('role')),
      ...going('Other versions', others),
    ],
    steps: [
      ...having.map((principal) => principal.detach(arn)),
      ...others.map((VersionId) => call(DeletePolicyVersion, { PolicyArn: arn, VersionId })),
      call(DeletePolicy, { PolicyArn: arn }),
    ],
    confirm: 'Delete',
    danger:
      having.length === 0
        ? 'Its documents are lost.'
        : 'Whoever has it loses what it allows, and may from now on do what it denies.',
  };
}
