import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_routes')
export class HttpRouteEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'route_id', type: 'text' }) routeId!: string;
  @Column({ name: 'route_key', type: 'text' }) routeKey!: string;
  @Column({ name: 'api_gateway_managed', type: 'boolean' }) apiGatewayManaged!: boolean;
  @Column({ name: 'api_key_required', type: 'boolean' }) apiKeyRequired!: boolean;
  @Column({ name: 'authorization_type', type: 'text' }) authorizationType!: string;
  @Column({ name: 'authorization_scopes', type: 'text', array: true, nullable: true })
  authorizationScopes!: string[] | null;
  @Column({ name: 'authorizer_id', type: 'text', nullable: true }) authorizerId!: string | null;
  @Column({ name: 'model_selection_expression', type: 'text', nullable: true })
  modelSelectionExpression!: string | null;
  @Column({ name: 'operation_name', type: 'text', nullable: true }) operationName!: string | null;
  @Column({ name: 'request_models', type: 'jsonb', nullable: true }) requestModels!: object | null;
  @Column({ name: 'request_parameters', type: 'jsonb', nullable: true }) requestParameters!: object | null;
  @Column({ name: 'route_response_selection_expression', type: 'text', nullable: true })
  routeResponseSelectionExpression!: string | null;
  @Column({ type: 'text', nullable: true }) target!: string | null;
}
