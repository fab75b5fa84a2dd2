import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('accounts')
export class AccountEntity {
  @PrimaryColumn({ name: 'account_id', type: 'text' }) accountId!: string;
  @PrimaryColumn({ type: 'text' }) region!: string;
  @Column({ name: 'cloudwatch_role_arn', type: 'text', nullable: true }) cloudwatchRoleArn!: string | null;
  @Column({ type: 'jsonb' }) throttle!: object;
  @Column({ type: 'text', array: true }) features!: string[];
  @Column({ name: 'api_key_version', type: 'text' }) apiKeyVersion!: string;
}
