import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('vpc_links')
export class VpcLinkEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ name: 'target_arns', type: 'text', array: true }) targetArns!: string[];
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'deleting_since', type: 'timestamptz', nullable: true }) deletingSince!: Date | null;
  @Column({ type: 'jsonb' }) tags!: object;
}
