import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rest_apis')
export class RestApiEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'text', nullable: true }) version!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'api_key_source', type: 'text' }) apiKeySource!: string;
  @Column({ name: 'binary_media_types', type: 'text', array: true }) binaryMediaTypes!: string[];
  @Column({ name: 'minimum_compression_size', type: 'integer', nullable: true }) minimumCompressionSize!:
    number | null;
  @Column({ name: 'disable_execute_api_endpoint', type: 'boolean' }) disableExecuteApiEndpoint!: boolean;
  @Column({ name: 'endpoint_configuration', type: 'jsonb' }) endpointConfiguration!: object;
  @Column({ name: 'security_policy', type: 'text', nullable: true }) securityPolicy!: string | null;
  @Column({ name: 'endpoint_access_mode', type: 'text', nullable: true }) endpointAccessMode!: string | null;
  @Column({ type: 'text', nullable: true }) policy!: string | null;
  @Column({ name: 'root_resource_id', type: 'text' }) rootResourceId!: string;
  @Column({ type: 'jsonb' }) tags!: Record<string, string>;
}
