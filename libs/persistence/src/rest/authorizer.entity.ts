import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('authorizers')
export class AuthorizerEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ name: 'auth_type', type: 'text' }) authType!: string;
  @Column({ name: 'provider_arns', type: 'text', array: true, nullable: true }) providerARNs!:
    string[] | null;
  @Column({ name: 'authorizer_uri', type: 'text', nullable: true }) authorizerUri!: string | null;
  @Column({ name: 'authorizer_credentials', type: 'text', nullable: true }) authorizerCredentials!:
    string | null;
  @Column({ name: 'identity_source', type: 'text', nullable: true }) identitySource!: string | null;
  @Column({ name: 'identity_validation_expression', type: 'text', nullable: true })
  identityValidationExpression!: string | null;
  @Column({ name: 'authorizer_result_ttl_in_seconds', type: 'integer', nullable: true })
  authorizerResultTtlInSeconds!: number | null;
}
