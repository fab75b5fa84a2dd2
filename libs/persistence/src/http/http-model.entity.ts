import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_models')
export class HttpModelEntity {
  @PrimaryColumn({ name: 'api_id', type: 'text' }) apiId!: string;
  @PrimaryColumn({ name: 'model_id', type: 'text' }) modelId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'content_type', type: 'text' }) contentType!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'text' }) schema!: string;
}
