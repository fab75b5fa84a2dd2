import type { Policy, PolicyKind, Position } from '../policy.js';
import { readDraft, type Draft } from './draft.js';
import {
  firstFault,
  hasActions,
  hasNoPrincipal,
  hasResources,
  identityRules,
  managedPolicyRules,
  passesLegacyParsing,
  hasSyntax,
  syntaxErrors,
  type Rule,
} from './identity-rules.js';
import { principalElement } from './principal-rules.js';
import { readJson } from './read-json.js';
import { resourcePolicyRules } from './resource-policy-rules.js';
import { trustRules } from './trust-rules.js';

/** A policy, or AWS's text of what is wrong with it, with the place in the text when that is no JSON. */
export type ParsedPolicy =
  | { readonly policy: Policy; readonly fault?: undefined }
  | { readonly fault: string; readonly at?: Position; readonly policy?: undefined };

export interface ParseOptions {
  /** A managed policy, which must say `"Version": "2012-10-17"`; others may do without. */
  readonly managed?: boolean;
}

/** IAM's model takes documents of at most this length; quotas, which are smaller, are not of the language. */
export const policyCharsMax = 131_072;
/** A policy has six levels; what is deeper is none. */
const depthMax = 16;

const rules: Record<PolicyKind, readonly Rule[]> = {
  identity: identityRules,
  session: identityRules,
  resource: resourcePolicyRules,
  trust: trustRules,
  // API Gateway asks no more of what an authorizer returns than that it can be decided by: action and
  // resource need not be of any form.
  authorizer: [
    hasSyntax,
    hasNoPrincipal,
    (draft) => passesLegacyParsing({ ...draft, statements: draft.statements.map(dropResource) }),
    hasActions,
    hasResources,
  ],
};

/**
 * Reads a policy document, given as text or as a parsed JSON value, and holds it to the grammar of its kind
 * (IAM User Guide: Grammar of the IAM JSON policy language). The fault is the message of IAM's
 * MalformedPolicyDocument; it may repeat a name or a pattern of the policy, and never the text around a JSON
 * error. Never throws; takes time in proportion to the size.
 */
export function parsePolicy(document: unknown, kind: PolicyKind, options: ParseOptions = {}): ParsedPolicy {
  let value = document;
  let spans;
  if (typeof document === 'string') {
    const json = readJson(document, { charsMax: policyCharsMax, depthMax });
    if (!json.ok) {
      return { fault: kind === 'trust' ? 'This policy contains invalid Json' : syntaxErrors, at: json.at };
    }
    ({ value, spans } = json);
  }
  const draft = readDraft(value, spans, kind === 'authorizer');
  if (draft === null) return { fault: kind === 'trust' ? 'Syntax error in policy.' : syntaxErrors };
  const asked = options.managed === true ? managedPolicyRules : rules[kind];
  const fault = firstFault(asked, (rule) => rule(draft));
  return fault === undefined ? { policy: policyOf(draft, kind) } : { fault };
}

const dropResource = (statement: Draft['statements'][number]) => ({ ...statement, resource: undefined });

/** Of a draft that breaks no rule. */
function policyOf(draft: Draft, kind: PolicyKind): Policy {
  return {
    kind,
    version: draft.version === '2012-10-17' ? '2012-10-17' : '2008-10-17',
    ...(draft.id !== undefined && { id: draft.id }),
    statements: draft.statements.map((statement) => ({
      ...(statement.sid ? { sid: statement.sid } : {}),
      effect: statement.effect === 'Allow' ? 'Allow' : 'Deny',
      ...(statement.principal && { principal: principalElement(statement.principal) }),
      action: statement.action ?? { negated: false, patterns: [] },
      ...(statement.resource && { resource: statement.resource }),
      conditions: statement.conditions,
      ...(statement.span && { span: statement.span }),
    })),
  };
}
