import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('documentation_versions')
export class DocumentationVersionEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) version!: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  // Read only where they are asked for: a version may hold megabytes, and lists show none of it.
  @Column({ type: 'jsonb', select: false }) parts!: object;
}
