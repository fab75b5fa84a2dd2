import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('iam_attached_policies')
export class AttachedPolicyEntity {
  @PrimaryColumn({ name: 'principal_id', type: 'text' }) principalId!: string;
  @PrimaryColumn({ name: 'policy_arn', type: 'text' }) policyArn!: string;
  // Null for AWS's own.
  @Column({ name: 'policy_id', type: 'text', nullable: true }) policyId!: string | null;
}
