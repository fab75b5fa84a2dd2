import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('resources')
export class ResourceEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'parent_id', type: 'text', nullable: true }) parentId!: string | null;
  @Column({ name: 'path_part', type: 'text', nullable: true }) pathPart!: string | null;
  @Column({ type: 'text' }) path!: string;
}
