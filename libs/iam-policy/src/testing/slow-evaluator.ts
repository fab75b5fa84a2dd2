import type { Decision } from '../decision.js';
import type {
  PatternElement,
  Policy,
  PolicyCondition,
  PolicyStatement,
  PrincipalElement,
} from '../policy.js';
import type { PolicyRequest } from '../request.js';

/**
 * AWS's evaluation as its documentation tells it, by whatever is obvious: regular expressions, Date.parse,
 * lists. What the fast evaluator must agree with.
 */
export function slowlyDecide(policies: readonly Policy[], request: PolicyRequest): Decision['effect'] {
  const matching = policies.flatMap((policy) =>
    policy.statements.filter((statement) => matches(policy, statement, request)),
  );
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return matching.some(({ effect }) => effect === 'Allow') ? 'allow' : 'implicitDeny';
}

function matches(policy: Policy, statement: PolicyStatement, request: PolicyRequest): boolean {
  const { principal, action, resource, conditions } = statement;
  return (
    matchesAction(action, request.action) &&
    (principal === undefined || matchesPrincipal(principal, request)) &&
    (resource === undefined || matchesResource(resource, policy, request)) &&
    conditions.every((condition) => holds(condition, policy, request))
  );
}

const matchesAction = ({ negated, patterns }: PatternElement, action: string): boolean =>
  patterns.some((pattern) => expression(pattern, 'i').test(action)) !== negated;

const matchesResource = (element: PatternElement, policy: Policy, request: PolicyRequest): boolean =>
  element.patterns.some((pattern) => like(pattern, request.resource, policy, request)) !== element.negated;

function matchesPrincipal({ negated, entries }: PrincipalElement, { principal }: PolicyRequest): boolean {
  const own = principal === undefined ? [] : [principal.name, principal.roleName, principal.accountName];
  const names = own.filter((name) => name !== '');
  const named = (name: string): boolean =>
    entries.some(({ type, value }) => value === '*' || sameName(`${type}:${value}`, name));
  const everybody = entries.some(({ value }) => value === '*');
  if (!negated) return everybody || names.some(named);
  return !(everybody || (names.length > 0 && names.every(named)));
}

const sameName = (written: string, name: string): boolean =>
  written.replace(/^AWS:arn:aws:iam::(\d+):root$/, 'AWS:$1').replace(/:role\/.*\//, ':role/') === name;

/** The text with `${...}` replaced by what `value` gives; null when it gives null for one. */
function substitute(text: string, policy: Policy, request: PolicyRequest, quote: (value: string) => string) {
  if (policy.version !== '2012-10-17') return text;
  let isNull = false;
  const result = text.replace(/\$\{(.*?)\}/g, (whole, inner: string) => {
    if (['*', '?', '$'].includes(inner)) return quote(inner);
    const [, key = '', fallback] = /^([^,]*)(?:, '(.*)')?$/.exec(inner) ?? [];
    const value = request.contextValue(key.toLowerCase());
    const text = typeof value === 'string' && value !== '' ? value : fallback;
    if (text === undefined) isNull = true;
    return quote(text ?? whole);
  });
  return isNull ? null : result;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

const expression = (pattern: string, flags = ''): RegExp =>
  new RegExp(
    `^${escaped(pattern)
      .replaceAll(String.raw`\*`, '[^]*')
      .replaceAll(String.raw`\?`, '[^]')}$`,
    flags,
  );

/** Values of variables go in as private characters, which the pattern's wildcards cannot be taken for. */
const hidden = (value: string): string =>
  [...value].map((each) => (each === '*' ? '\ue000' : each === '?' ? '\ue001' : each)).join('');

function like(pattern: string, text: string, policy: Policy, request: PolicyRequest): boolean {
  const whole = substitute(pattern, policy, request, hidden);
  return whole !== null && expression(whole).test(hiddenLikewise(whole, text));
}

/** `*` and `?` of the text as they are, unless a pattern has hidden ones to meet them. */
function hiddenLikewise(pattern: string, text: string): string {
  return /[\ue000\ue001]/.test(pattern) ? hidden(text) : text;
}

function holds(condition: PolicyCondition, policy: Policy, request: PolicyRequest): boolean {
  const { operator, key, values } = condition;
  const found = request.contextValue(key.toLowerCase());
  const present = found === undefined ? [] : typeof found === 'string' ? [found] : found;
  if (operator.name === 'Null') {
    return values.some((value) => value.toLowerCase() === String(present.length === 0));
  }
  const negated = /Not/.test(operator.name);
  const related = (value: string) =>
    values.some((wanted) => relates(operator.name.replace('Not', ''), value, wanted, policy, request));
  if (operator.set !== null) {
    const set = found === '' ? [] : present;
    if (set.length === 0) return operator.ifExists || operator.set === 'ForAllValues';
    const passes = (value: string) => related(value) !== negated;
    return operator.set === 'ForAllValues' ? set.every(passes) : set.some(passes);
  }
  if (present.length === 0) return operator.ifExists || negated;
  return present.some(related) !== negated;
}

function relates(
  name: string,
  value: string,
  wanted: string,
  policy: Policy,
  request: PolicyRequest,
): boolean {
  const resolved = substitute(wanted, policy, request, (text) => text);
  if (name.startsWith('Numeric')) return compares(name.slice(7), number(value), number(wanted));
  if (name.startsWith('Date')) return compares(name.slice(4), date(value), date(wanted));
  switch (name) {
    case 'StringEquals':
      return value === resolved;
    case 'StringEqualsIgnoreCase':
      return value.toLowerCase() === resolved?.toLowerCase();
    case 'StringLike':
      return like(wanted, value, policy, request);
    case 'Bool':
      return /^(true|false)$/i.test(value) && value.toLowerCase() === resolved?.toLowerCase();
    case 'BinaryEquals':
      return value === wanted;
    case 'IpAddress':
      return inBlock(value, wanted);
    default:
      return likeArn(wanted, value, policy, request);
  }
}

function likeArn(pattern: string, arn: string, policy: Policy, request: PolicyRequest): boolean {
  const whole = substitute(pattern, policy, request, hidden);
  if (whole === null) return false;
  const split = (text: string) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):([^]*)$/.exec(text)?.slice(1);
  const parts = split(hiddenLikewise(whole, arn));
  const patterns = whole === '*' ? ['*', '*', '*', '*', '*', '*'] : split(whole);
  if (parts === undefined || patterns === undefined) return false;
  return patterns.every((each, index) => expression(each).test(parts[index] ?? ''));
}

const number = (text: string): number => (/^[-+]?[0-9.]+$/.test(text) ? Number(text) : NaN);

function date(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text) * 1000;
  return /^[0-9]{4}-/.test(text) ? Date.parse(text) : NaN;
}

function compares(relation: string, value: number, wanted: number): boolean {
  switch (relation) {
    case 'Equals':
      return value === wanted;
    case 'LessThan':
      return value < wanted;
    case 'LessThanEquals':
      return value <= wanted;
    case 'GreaterThan':
      return value > wanted;
    default:
      return value >= wanted;
  }
}

function inBlock(address: string, block: string): boolean {
  const [network = '', length] = block.split('/');
  const one = bits(address);
  const other = bits(network);
  if (one === null || other === null || one.length !== other.length) return false;
  const count = length === undefined ? one.length : Number(length);
  return one.slice(0, count) === other.slice(0, count);
}

/** Without the short forms of IPv6, except `::` once. */
function bits(address: string): string | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) {
    return address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  }
  if (!/^[0-9a-f:]+$/i.test(address)) return null;
  const [before = '', after] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const missing = 8 - groups(before).length - groups(after).length;
  const all = [
    ...groups(before),
    ...Array<string>(after === undefined ? 0 : missing).fill('0'),
    ...groups(after),
  ];
  return all.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
