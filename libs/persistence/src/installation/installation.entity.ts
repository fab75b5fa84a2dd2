import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'smallint', default: 1 }) id!: number;
  @Column({ name: 'master_key_check', type: 'text' }) masterKeyCheck!: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt!: Date;
}
