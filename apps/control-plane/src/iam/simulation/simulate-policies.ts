import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { simulate, type MatchedStatement, type Simulation, type SimulationResult } from '#libs/iam-policy';
import type { IdentityError } from '#libs/identity';
import type { ListPage } from '#libs/persistence';
import { listPage, pageMembers, type ListInput } from '../lists.js';

/**
 * A page of results: every action on every resource, of which those of the page alone are decided, and others
 * are served in between.
 */
export async function simulatePolicies(
  simulation: Simulation,
  input: ListInput & Pick<iam.SimulateCustomPolicyRequest, 'ResourceArns'>,
): Promise<Result<iam.SimulatePolicyResponse, IdentityError>> {
  const { actions, resources } = simulation;
  const keyOf = (at: number): string => String(at).padStart(6, '0');
  // A key that no page has given is past the end.
  const indexOf = (key: string): number => (/^\d{6}$/.test(key) ? Number(key) : Infinity);

  async function load({ after, count }: ListPage): Promise<readonly Numbered[]> {
    const first = after === null ? 0 : indexOf(after) + 1;
    const results: Numbered[] = [];
    const end = Math.min(first + count, actions.length * resources.length);
    for (let at = first; at < end; at += 1) {
      const pair = {
        actions: [actions[Math.floor(at / resources.length)]!],
        resources: [resources[at % resources.length]!],
      };
      results.push({ key: keyOf(at), result: simulate({ ...simulation, ...pair })[0]! });
      await nextTurn();
    }
    return results;
  }

  const ofSingleResources = input.ResourceArns !== undefined && input.ResourceArns.length > 0;
  const page = await listPage('simulation', input, load, ({ key }) => key);
  if (!page.ok) return page;
  const EvaluationResults = page.value.items.map(({ result }) => ({
    ...presentResult(result),
    ...(ofSingleResources && { ResourceSpecificResults: [presentOfResource(result)] }),
  }));
  return ok({ EvaluationResults, ...pageMembers(page.value) });
}

interface Numbered {
  readonly key: string;
  readonly result: SimulationResult;
}

const presentResult = (result: SimulationResult): iam.EvaluationResult => ({
  EvalActionName: result.action,
  EvalResourceName: result.resource,
  EvalDecision: result.decision,
  ...presentReasons(result),
});

/** What IAM says once more of each resource that a call names (API reference: EvaluationResult). */
const presentOfResource = (result: SimulationResult): iam.ResourceSpecificResult => ({
  EvalResourceName: result.resource,
  EvalResourceDecision: result.decision,
  ...presentReasons(result),
});

const presentReasons = (result: SimulationResult) => ({
  MatchedStatements: result.matchedStatements.map(presentStatement),
  MissingContextValues: [...result.missingContextValues],
  ...(result.allowedByBoundary !== undefined && {
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: result.allowedByBoundary },
  }),
  ...(result.decisionDetails && { EvalDecisionDetails: { ...result.decisionDetails } }),
});

const presentStatement = ({ sourcePolicyId, sourcePolicyType, span }: MatchedStatement): iam.Statement => ({
  SourcePolicyId: sourcePolicyId,
  // IAM writes these words, which are none of its model's (AWS CLI reference: simulate-custom-policy).
  SourcePolicyType: sourcePolicyType as iam.PolicySourceType,
  ...(span && {
    StartPosition: { Line: span.start.line, Column: span.start.column },
    EndPosition: { Line: span.end.line, Column: span.end.column },
  }),
});
