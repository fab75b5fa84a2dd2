import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('stage_moves')
export class StageMoveEntity {
  /** A bigint, which arrives as text. */
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: string;
  @Column({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @Column({ name: 'stage_name', type: 'text' }) stageName!: string;
  @Column({ type: 'text' }) target!: string;
  @Column({ type: 'text' }) operation!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ name: 'access_key_id', type: 'text' }) accessKeyId!: string;
  @Column({ name: 'moved_at', type: 'timestamptz' }) movedAt!: Date;
  @Column({ type: 'jsonb', nullable: true }) guard!: object | null;
  @Column({ name: 'from_deployment_id', type: 'text', nullable: true }) fromDeploymentId!: string | null;
  @Column({ name: 'from_digest', type: 'text', nullable: true }) fromDigest!: string | null;
  @Column({ name: 'to_deployment_id', type: 'text', nullable: true }) toDeploymentId!: string | null;
  @Column({ name: 'to_digest', type: 'text', nullable: true }) toDigest!: string | null;
}
