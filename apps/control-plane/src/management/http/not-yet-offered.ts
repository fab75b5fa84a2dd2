import type { OperationName } from '#libs/aws-wire';

const pipeline = 'needs the request pipeline to run outside a stage';

/**
 * Operations of the service model that no controller serves, each with the reason. An operation that is in neither place fails the
 * contract test (test/compat), so that a newer model cannot bring one in unseen; so does one that is in both: who binds an operation
 * takes it off this list.
 */
export const notYetOffered: Readonly<Partial<Record<OperationName, string>>> = {
  TestInvokeAuthorizer: pipeline,
  TestInvokeMethod: pipeline,
};
