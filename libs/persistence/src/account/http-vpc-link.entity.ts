import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('http_vpc_links')
export class HttpVpcLinkEntity {
  @PrimaryColumn({ name: 'id', type: 'text' }) vpcLinkId!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'subnet_ids', type: 'text', array: true }) subnetIds!: string[];
  @Column({ name: 'security_group_ids', type: 'text', array: true }) securityGroupIds!: string[];
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column({ name: 'deleting_since', type: 'timestamptz', nullable: true }) deletingSince!: Date | null;
  @Column({ type: 'jsonb' }) tags!: object;
}
