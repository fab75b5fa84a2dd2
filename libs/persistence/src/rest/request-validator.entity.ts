import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('request_validators')
export class RequestValidatorEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'validate_request_body', type: 'boolean' }) validateRequestBody!: boolean;
  @Column({ name: 'validate_request_parameters', type: 'boolean' }) validateRequestParameters!: boolean;
}
