import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('denied_identities')
export class DeniedIdentityEntity {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'account_id', type: 'text' }) accountId!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) value!: string;
  @Column({ type: 'timestamptz' }) until!: Date;
}
