import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_stages')
export class HttpStageEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'stage_name', type: 'text' }) stageName!: string;
  @Column({ name: 'deployment_id', type: 'text', nullable: true }) deploymentId!: string | null;
  @Column({ name: 'auto_deploy', type: 'boolean' }) autoDeploy!: boolean;
  @Column({ name: 'api_gateway_managed', type: 'boolean' }) apiGatewayManaged!: boolean;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'last_updated_at', type: 'timestamptz' }) lastUpdatedAt!: Date;
  @Column({ name: 'last_deployment_status_message', type: 'text', nullable: true })
  lastDeploymentStatusMessage!: string | null;
  @Column({ name: 'client_certificate_id', type: 'text', nullable: true }) clientCertificateId!:
    string | null;
  @Column({ name: 'authorizers_flushed', type: 'integer', default: 0 }) authorizersFlushed!: number;
  @Column({ name: 'access_log_settings', type: 'jsonb', nullable: true }) accessLogSettings!: object | null;
  @Column({ name: 'default_route_settings', type: 'jsonb' }) defaultRouteSettings!: object;
  @Column({ name: 'route_settings', type: 'jsonb' }) routeSettings!: object;
  @Column({ name: 'stage_variables', type: 'jsonb' }) stageVariables!: object;
  @Column({ type: 'jsonb' }) tags!: object;
}
