import { SetMetadata } from '@nestjs/common';

const AUDITED_AS = 'tollgate:audited-as';

/**
 * On an unsigned route that has events all the same: their name. Its handler says who the caller is as soon
 * as it knows.
 */
export const AuditedAs = (name: string): MethodDecorator => SetMetadata(AUDITED_AS, name);

export const auditedAs = (handler: object): string | undefined =>
  Reflect.getMetadata(AUDITED_AS, handler) as string | undefined;
