import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_deployments')
export class HttpDeploymentEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'deployment_id', type: 'text' }) deploymentId!: string;
  @Column({ name: 'auto_deployed', type: 'boolean' }) autoDeployed!: boolean;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  // Large, and wanted by the compiler alone.
  @Column({ type: 'text', select: false }) definition!: string;
  @Column({ name: 'definition_digest', type: 'text' }) definitionDigest!: string;
  @Column({ name: 'snapshot_digest', type: 'text', nullable: true }) snapshotDigest!: string | null;
  @Column({ name: 'compile_error', type: 'text', nullable: true }) compileError!: string | null;
}
