import type { iam } from '#libs/aws-wire';
import { policyArn, type AwsManagedPolicy, type ManagedPolicy, type PolicyVersion } from '#libs/identity';
import { encodeDocument } from '../policy-documents.js';

/** As lists have it: without description and tags (API reference: ListPolicies). */
export const presentPolicy = (policy: ManagedPolicy, attachmentCount: number): iam.Policy => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policyArn(policy),
  Path: policy.path,
  DefaultVersionId: `v${policy.defaultVersion}`,
  AttachmentCount: attachmentCount,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: new Date(policy.createdAtMs),
  UpdateDate: new Date(policy.updatedAtMs),
});

/** AWS's own have one version here. */
export const presentAwsPolicy = (policy: AwsManagedPolicy, attachmentCount: number): iam.Policy => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: 'v1',
  AttachmentCount: attachmentCount,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: new Date(policy.createdAtMs),
  UpdateDate: new Date(policy.createdAtMs),
});

/** Lists and answers of writes leave the document out. */
export const presentVersion = (
  { number, createdAtMs }: Omit<PolicyVersion, 'document'>,
  defaultVersion: number,
): iam.PolicyVersion => ({
  VersionId: `v${number}`,
  IsDefaultVersion: number === defaultVersion,
  CreateDate: new Date(createdAtMs),
});

export const presentVersionWithDocument = (
  version: PolicyVersion,
  defaultVersion: number,
): iam.PolicyVersion => ({
  Document: encodeDocument(version.document),
  ...presentVersion(version, defaultVersion),
});
