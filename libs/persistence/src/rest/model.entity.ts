import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('models')
export class ModelEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) id!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'content_type', type: 'text' }) contentType!: string;
  @Column({ type: 'text' }) schema!: string;
}
