import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('domain_name_access_associations')
export class AccessAssociationEntity {
  @PrimaryColumn({ type: 'text' }) arn!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) region!: string;
  @Column({ name: 'domain_id', type: 'text' }) domainId!: string;
  @Column({ name: 'domain_name_arn', type: 'text' }) domainNameArn!: string;
  @Column({ name: 'source_type', type: 'text' }) sourceType!: string;
  @Column({ type: 'text' }) source!: string;
  @Column({ type: 'jsonb' }) tags!: object;
}
