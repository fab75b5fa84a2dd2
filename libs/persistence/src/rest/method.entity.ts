import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('methods')
export class MethodEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ name: 'resource_id', type: 'text' }) resourceId!: string;
  @PrimaryColumn({ name: 'http_method', type: 'text' }) httpMethod!: string;
  @Column({ name: 'authorization_type', type: 'text' }) authorizationType!: string;
  @Column({ name: 'authorizer_id', type: 'text', nullable: true }) authorizerId!: string | null;
  @Column({ name: 'authorization_scopes', type: 'text', array: true, nullable: true })
  authorizationScopes!: string[] | null;
  @Column({ name: 'api_key_required', type: 'boolean' }) apiKeyRequired!: boolean;
  @Column({ name: 'operation_name', type: 'text', nullable: true }) operationName!: string | null;
  @Column({ name: 'request_validator_id', type: 'text', nullable: true }) requestValidatorId!: string | null;
  @Column({ name: 'request_parameters', type: 'json', nullable: true }) requestParameters!: object | null;
  @Column({ name: 'request_models', type: 'json', nullable: true }) requestModels!: object | null;
  @Column({ name: 'method_responses', type: 'json' }) methodResponses!: object;
  @Column({ type: 'json', nullable: true }) integration!: object | null;
}
