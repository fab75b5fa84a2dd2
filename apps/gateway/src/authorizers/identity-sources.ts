import { compileBoundedPattern, type ContextRecord } from '#libs/mapping-templates';
import type { IdentitySource } from '#libs/snapshot-format';
import { joinedHeader } from '../http/raw-headers.js';
import type { Invocation } from '../invocation/invocation.js';
import { requestScope } from '../invocation/request-scope.js';
import type { Identity } from './authorization.js';

/** Reads what a request says of its caller from each source. */
export function readIdentity(
  sources: readonly IdentitySource[],
  invocation: Invocation,
): readonly Identity[] {
  return sources.map((source) => {
    const values = valuesOf(source, invocation);
    return { expression: source.expression, value: values.at(-1) ?? '', values };
  });
}

/** All of them: a function, or a backend, may go by another value than the last. */
function valuesOf({ location, name }: IdentitySource, invocation: Invocation): readonly string[] {
  const scope = requestScope(invocation);
  switch (location) {
    case 'header':
      return [joinedHeader(scope.headers, name.toLowerCase()) ?? ''];
    case 'querystring':
      return scope.multiValueQuerystring[name] ?? [];
    case 'stageVariables':
      return [scope.stageVariables[name] ?? ''];
    case 'context':
      return [contextValue(scope.context, name)];
  }
}

/** `identity.sourceIp` is a member of a member. */
function contextValue(context: ContextRecord, name: string): string {
  let value: unknown = Object.hasOwn(context, name) ? context[name] : context;
  if (value === context) {
    for (const part of name.split('.')) {
      const isRecord = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
      value = isRecord ? (value as ContextRecord)[part] : null;
    }
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * Whether a text is what the expression describes, whole; everything is when there is none. @throws Error for
 * no regular expression.
 */
export function compileIdentityPattern(pattern: string | null): (text: string) => boolean {
  if (pattern === null) return () => true;
  const matches = compileBoundedPattern(pattern, 'whole');
  if (matches === null) throw new Error(`identity validation ${pattern} is no regular expression`);
  // What takes too many steps to match does not match.
  return (text) => matches(text) === true;
}
