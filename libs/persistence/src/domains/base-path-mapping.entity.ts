import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('base_path_mappings')
export class BasePathMappingEntity {
  @PrimaryColumn({ name: 'domain_id', type: 'text' }) domainId!: string;
  // Of rows that a control plane of an earlier release writes.
  @Column({ type: 'text', default: () => 'substr(md5(((random())|| (clock_timestamp()))), 1, 10)' })
  id!: string;
  @PrimaryColumn({ name: 'base_path', type: 'text' }) basePath!: string;
  @Column({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @Column({ type: 'text', nullable: true }) stage!: string | null;
}
