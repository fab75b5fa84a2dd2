import { serviceUnavailable, type WireError } from '#libs/aws-wire';

/**
 * The answer to a call whose audit event cannot be written. Of a change: it was undone. Of a read: nobody may
 * have it unseen.
 */
export const auditUnavailable = (): WireError =>
  serviceUnavailable(
    'The audit log cannot be written, and no call is served without it. Please try again later.',
    1,
  );
