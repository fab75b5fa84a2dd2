import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('gateway_responses')
export class GatewayResponseEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ name: 'response_type', type: 'text' }) responseType!: string;
  @Column({ name: 'status_code', type: 'text', nullable: true }) statusCode!: string | null;
  @Column({ name: 'response_parameters', type: 'jsonb' }) responseParameters!: Record<string, string>;
  @Column({ name: 'response_templates', type: 'jsonb' }) responseTemplates!: Record<string, string>;
}
