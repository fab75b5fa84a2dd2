import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_route_responses')
export class HttpRouteResponseEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'route_id', type: 'text' }) routeId!: string;
  @PrimaryColumn({ name: 'route_response_id', type: 'text' }) routeResponseId!: string;
  @Column({ name: 'route_response_key', type: 'text' }) routeResponseKey!: string;
  @Column({ name: 'model_selection_expression', type: 'text', nullable: true })
  modelSelectionExpression!: string | null;
  @Column({ name: 'response_models', type: 'jsonb', nullable: true }) responseModels!: object | null;
  @Column({ name: 'response_parameters', type: 'jsonb', nullable: true }) responseParameters!: object | null;
}
