import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('base_path_mappings')
export class BasePathMappingEntity {
  @PrimaryColumn({ name: 'domain_id', type: 'text' }) domainId!: string;
  @PrimaryColumn({ name: 'base_path', type: 'text' }) basePath!: string;
  @Column({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @Column({ type: 'text', nullable: true }) stage!: string | null;
}
