import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

@Entity('documentation_parts')
export class DocumentationPartEntity {
  @PrimaryColumn({ name: 'rest_api_id', type: 'text' }) restApiId!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Generated() @Column({ type: 'bigint', insert: false, update: false }) ordinal!: string;
  @Column({ type: 'jsonb' }) location!: object;
  @Column({ type: 'text' }) properties!: string;
}
