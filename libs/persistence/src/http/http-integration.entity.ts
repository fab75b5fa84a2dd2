import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_integrations')
export class HttpIntegrationEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'integration_id', type: 'text' }) integrationId!: string;
  @Column({ name: 'api_gateway_managed', type: 'boolean' }) apiGatewayManaged!: boolean;
  @Column({ name: 'connection_id', type: 'text', nullable: true }) connectionId!: string | null;
  @Column({ name: 'connection_type', type: 'text' }) connectionType!: string;
  @Column({ name: 'content_handling_strategy', type: 'text', nullable: true })
  contentHandlingStrategy!: string | null;
  @Column({ name: 'credentials_arn', type: 'text', nullable: true }) credentialsArn!: string | null;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'integration_method', type: 'text', nullable: true }) integrationMethod!: string | null;
  @Column({ name: 'integration_response_selection_expression', type: 'text', nullable: true })
  integrationResponseSelectionExpression!: string | null;
  @Column({ name: 'integration_subtype', type: 'text', nullable: true }) integrationSubtype!: string | null;
  @Column({ name: 'integration_type', type: 'text' }) integrationType!: string;
  @Column({ name: 'integration_uri', type: 'text', nullable: true }) integrationUri!: string | null;
  @Column({ name: 'passthrough_behavior', type: 'text', nullable: true }) passthroughBehavior!: string | null;
  @Column({ name: 'payload_format_version', type: 'text' }) payloadFormatVersion!: string;
  @Column({ name: 'request_parameters', type: 'jsonb', nullable: true }) requestParameters!: object | null;
  @Column({ name: 'request_templates', type: 'jsonb', nullable: true }) requestTemplates!: object | null;
  @Column({ name: 'response_parameters', type: 'jsonb', nullable: true }) responseParameters!: object | null;
  @Column({ name: 'template_selection_expression', type: 'text', nullable: true })
  templateSelectionExpression!: string | null;
  @Column({ name: 'timeout_in_millis', type: 'integer' }) timeoutInMillis!: number;
  @Column({ name: 'tls_config', type: 'jsonb', nullable: true }) tlsConfig!: object | null;
}
