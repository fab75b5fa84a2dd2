import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_authorizers')
export class HttpAuthorizerEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'authorizer_id', type: 'text' }) authorizerId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'authorizer_type', type: 'text' }) authorizerType!: string;
  @Column({ name: 'authorizer_uri', type: 'text', nullable: true }) authorizerUri!: string | null;
  @Column({ name: 'authorizer_credentials_arn', type: 'text', nullable: true })
  authorizerCredentialsArn!: string | null;
  @Column({ name: 'authorizer_payload_format_version', type: 'text', nullable: true })
  authorizerPayloadFormatVersion!: string | null;
  @Column({ name: 'authorizer_result_ttl_in_seconds', type: 'integer', nullable: true })
  authorizerResultTtlInSeconds!: number | null;
  @Column({ name: 'enable_simple_responses', type: 'boolean', nullable: true })
  enableSimpleResponses!: boolean | null;
  @Column({ name: 'identity_source', type: 'text', array: true }) identitySource!: string[];
  @Column({ name: 'identity_validation_expression', type: 'text', nullable: true })
  identityValidationExpression!: string | null;
  @Column({ name: 'jwt_configuration', type: 'jsonb', nullable: true }) jwtConfiguration!: object | null;
}
