import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_apis')
export class HttpApiEntity {
  @PrimaryColumn({ name: 'id', type: 'text' }) apiId!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ name: 'protocol_type', type: 'text' }) protocolType!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'text', nullable: true }) version!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'api_key_selection_expression', type: 'text' }) apiKeySelectionExpression!: string;
  @Column({ name: 'route_selection_expression', type: 'text' }) routeSelectionExpression!: string;
  @Column({ name: 'cors_configuration', type: 'jsonb', nullable: true }) corsConfiguration!: object | null;
  @Column({ name: 'disable_execute_api_endpoint', type: 'boolean' }) disableExecuteApiEndpoint!: boolean;
  @Column({ name: 'disable_schema_validation', type: 'boolean' }) disableSchemaValidation!: boolean;
  @Column({ name: 'ip_address_type', type: 'text' }) ipAddressType!: string;
  @Column({ name: 'api_gateway_managed', type: 'boolean' }) apiGatewayManaged!: boolean;
  @Column({ name: 'import_info', type: 'text', array: true }) importInfo!: string[];
  @Column({ type: 'text', array: true }) warnings!: string[];
  @Column({ type: 'jsonb' }) tags!: object;
}
