import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which domains name a certificate as the proof of whose their name is. */
export class OwnershipVerification0039 implements MigrationInterface {
  readonly name = 'OwnershipVerification1700000000039';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX domain_names_ownership_verification
      ON domain_names (ownership_verification_certificate_arn)
      WHERE ownership_verification_certificate_arn IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX domain_names_ownership_verification');
  }
}
