import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('deployments')
export class DeploymentEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  // Large, and wanted by the compiler and by embed=apisummary only.
  @Column({ type: 'text', select: false }) definition!: string;
  @Column({ name: 'definition_digest', type: 'text' }) definitionDigest!: string;
  @Column({ name: 'snapshot_digest', type: 'text', nullable: true }) snapshotDigest!: string | null;
  @Column({ name: 'compile_error', type: 'text', nullable: true }) compileError!: string | null;
}
