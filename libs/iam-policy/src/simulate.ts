import { contextKeysOf } from './context-keys-of.js';
import { decideByOne } from './decide.js';
import { decideAccess, decideInAccount, type PoliciesTogether } from './decide-together.js';
import type { Decision } from './decision.js';
import type { CompiledPolicy, CompiledStatement } from './evaluation/compile-policy.js';
import { matchesStatement } from './evaluation/matches-statement.js';
import { work, workMax } from './evaluation/work.js';
import type { Span } from './policy.js';
import type { PolicyRequest, RequestPrincipal } from './request.js';

/** What SimulateCustomPolicy and SimulatePrincipalPolicy are given, once policies and ARNs have been read. */
export interface Simulation {
  /**
   * Compiled with the name that the results call them by: `PolicyInputList.1`, or what a principal has
   * attached.
   */
  readonly policies: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy | null;
  /** Named `ResourcePolicy`. */
  readonly resourcePolicy?: CompiledPolicy | null;
  /** Whose the resources are; the caller's account unless given. */
  readonly resourceAccountId?: string;
  /** Absent: nobody in particular, of the account of the resources. */
  readonly caller?: RequestPrincipal;
  readonly actions: readonly string[];
  /** Empty: `*`, and the results say nothing of single resources. */
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
}

/** A condition key as the simulation has it: `isList` of the types whose name ends in List. */
export interface ContextEntry {
  readonly key: string;
  readonly values: readonly string[];
  readonly isList: boolean;
}

/** One action on one resource. */
export interface SimulationResult {
  readonly action: string;
  readonly resource: string;
  readonly decision: SimulatedDecision;
  /** Those that made the decision: all that deny, or else all that allow. */
  readonly matchedStatements: readonly MatchedStatement[];
  /** Keys that the policies ask for and the simulation was not given. */
  readonly missingContextValues: readonly string[];
  /** Whether a permissions boundary lets it pass; absent without one. */
  readonly allowedByBoundary?: boolean;
  /** What each side decides by itself, when caller and resource are of different accounts. */
  readonly decisionDetails?: Readonly<Record<MatchedStatement['sourcePolicyType'], SimulatedDecision>>;
}

/** In the words of IAM's model. */
export type SimulatedDecision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface MatchedStatement {
  readonly sourcePolicyId: string;
  readonly sourcePolicyType: 'IAM Policy' | 'Resource Policy';
  /** Absent when the policy was not read from text. */
  readonly span?: Span;
}

/**
 * Decides each action on each resource, with the statements that made the decision and the keys that it
 * lacked (IAM API Reference: SimulateCustomPolicy, EvaluationResult). Actions come first in the order of the
 * results.
 */
export function simulate(simulation: Simulation): SimulationResult[] {
  const resources = simulation.resources.length === 0 ? ['*'] : simulation.resources;
  const context = new Map(simulation.context.map((entry) => [entry.key.toLowerCase(), entry]));
  const missingContextValues = contextKeysOf(allPolicies(simulation).map(({ source }) => source)).filter(
    (key) => !context.has(key.toLowerCase()),
  );
  return simulation.actions.flatMap((action) =>
    resources.map((resource) => ({
      action,
      resource,
      missingContextValues,
      ...simulateOne(simulation, {
        action,
        resource,
        ...(simulation.caller && { principal: simulation.caller }),
        contextValue: (key) => contextValue(context.get(key)),
      }),
    })),
  );
}

type Outcome = Omit<SimulationResult, 'action' | 'resource' | 'missingContextValues'>;

function simulateOne(simulation: Simulation, request: PolicyRequest): Outcome {
  const { caller, policies, resourcePolicy = null, boundary = null } = simulation;
  const resourceAccountId = simulation.resourceAccountId ?? caller?.accountId ?? '';
  const together: PoliciesTogether = {
    identity: policies,
    resource: resourcePolicy,
    boundary,
    resourceAccountId,
  };
  const isSameAccount = caller === undefined || caller.accountId === resourceAccountId;
  const decision = (isSameAccount ? decideInAccount : decideAccess)(together, request);
  return {
    decision: simulated(decision),
    matchedStatements: matchedStatements(simulation, decision, request),
    ...(boundary !== null && { allowedByBoundary: decideByOne(boundary, request).effect === 'allow' }),
    ...(!isSameAccount && {
      decisionDetails: {
        'IAM Policy': simulated(decideInAccount({ ...together, resource: null }, request)),
        'Resource Policy': simulated(
          resourcePolicy === null ? { effect: 'implicitDeny' } : decideByOne(resourcePolicy, request),
        ),
      },
    }),
  };
}

const simulated = ({ effect }: Decision): SimulatedDecision => (effect === 'allow' ? 'allowed' : effect);

function matchedStatements(
  simulation: Simulation,
  { effect }: Decision,
  request: PolicyRequest,
): MatchedStatement[] {
  if (effect === 'implicitDeny') return [];
  const denies = effect === 'explicitDeny';
  // A boundary allows nothing by itself.
  const asked = allPolicies(simulation).filter((policy) => denies || policy !== simulation.boundary);
  return asked.flatMap((policy) =>
    policy.statements
      .filter((statement) => statement.denies === denies && matches(statement, request))
      .map(({ source }) => ({
        sourcePolicyId: policy.name,
        sourcePolicyType: policy === simulation.resourcePolicy ? 'Resource Policy' : 'IAM Policy',
        ...(source.span && { span: source.span }),
      })),
  );
}

function matches(statement: CompiledStatement, request: PolicyRequest): boolean {
  work.left = workMax;
  return matchesStatement(statement, request) !== null;
}

const allPolicies = ({ policies, boundary, resourcePolicy }: Simulation): CompiledPolicy[] => [
  ...policies,
  ...(boundary ? [boundary] : []),
  ...(resourcePolicy ? [resourcePolicy] : []),
];

function contextValue(entry: ContextEntry | undefined): string | readonly string[] | undefined {
  if (entry === undefined) return undefined;
  return entry.isList || entry.values.length > 1 ? entry.values : entry.values[0];
}
