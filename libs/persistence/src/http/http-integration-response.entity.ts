import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_integration_responses')
export class HttpIntegrationResponseEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'integration_id', type: 'text' }) integrationId!: string;
  @PrimaryColumn({ name: 'integration_response_id', type: 'text' }) integrationResponseId!: string;
  @Column({ name: 'integration_response_key', type: 'text' }) integrationResponseKey!: string;
  @Column({ name: 'content_handling_strategy', type: 'text', nullable: true })
  contentHandlingStrategy!: string | null;
  @Column({ name: 'response_parameters', type: 'jsonb', nullable: true }) responseParameters!: object | null;
  @Column({ name: 'response_templates', type: 'jsonb', nullable: true }) responseTemplates!: object | null;
  @Column({ name: 'template_selection_expression', type: 'text', nullable: true })
  templateSelectionExpression!: string | null;
}
