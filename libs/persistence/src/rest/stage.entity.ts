import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('stages')
export class StageEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ name: 'stage_name', type: 'text' }) stageName!: string;
  @Column({ name: 'deployment_id', type: 'text' }) deploymentId!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'last_updated_at', type: 'timestamptz' }) lastUpdatedAt!: Date;
  @Column({ type: 'jsonb', nullable: true }) variables!: object | null;
  @Column({ name: 'documentation_version', type: 'text', nullable: true }) documentationVersion!:
    string | null;
  @Column({ name: 'client_certificate_id', type: 'text', nullable: true }) clientCertificateId!:
    string | null;
  @Column({ name: 'authorizers_flushed', type: 'integer', default: 0 }) authorizersFlushed!: number;
  @Column({ name: 'cache_cluster_enabled', type: 'boolean' }) cacheClusterEnabled!: boolean;
  @Column({ name: 'cache_cluster_size', type: 'text', nullable: true }) cacheClusterSize!: string | null;
  @Column({ name: 'cache_cluster_status', type: 'text' }) cacheClusterStatus!: string;
  // Arrives as text.
  @Column({ name: 'cache_epoch', type: 'bigint', default: 0, transformer: { from: Number, to: String } })
  cacheEpoch!: number;
  @Column({ name: 'flushed_cache_namespaces', type: 'jsonb', default: {} }) flushedCacheNamespaces!: object;
  @Column({ name: 'tracing_enabled', type: 'boolean' }) tracingEnabled!: boolean;
  @Column({ name: 'access_log_settings', type: 'jsonb', nullable: true }) accessLogSettings!: object | null;
  @Column({ name: 'canary_settings', type: 'jsonb', nullable: true }) canarySettings!: object | null;
  @Column({ name: 'method_settings', type: 'jsonb' }) methodSettings!: object;
  @Column({ type: 'jsonb' }) tags!: object;
}
