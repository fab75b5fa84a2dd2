import { compileUriTemplate, type UriValues } from '#libs/mapping-templates';
import type { AwsServiceIntegration } from '#libs/snapshot-format';
import { hasDotSegment } from '../../http/dot-segment.js';
import { splitTarget } from '../mapping/backend-uri.js';

/** What is asked of a service, or why nothing. */
export type ServiceTarget =
  | {
      readonly ok: true;
      readonly path: string;
      readonly query: string;
      /** Null for paths. */
      readonly action: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Compiles path or action of a service: `bucket/{key}` is the path `/bucket/<key>`, `Scan&Limit={limit}` is
 * `/?Action=Scan&Limit=<limit>` (guide page "Integration types").
 */
export function compileServiceTarget({
  kind,
  uri,
}: AwsServiceIntegration['target']): (values: UriValues) => ServiceTarget {
  const render = compileUriTemplate(uri);
  const isFilledIn = uri.parts.some((part) => part.kind === 'pathParameter');
  return ({ path: pathValues, stageVariables }) => {
    const path = kind === 'action' ? forQuery(pathValues) : pathValues;
    const rendered = render({ path, stageVariables });
    if (!rendered.ok) return { ok: false, reason: `${rendered.error.code}: ${rendered.error.name}` };
    if (kind === 'action') {
      const { query } = splitTarget(`/?Action=${rendered.uri}`);
      const action = query.slice('Action='.length).split('&', 1)[0]!;
      return { ok: true, path: '/', query, action };
    }
    const target = splitTarget(`/${rendered.uri}`);
    if (isFilledIn && hasDotSegment(target.path))
      return { ok: false, reason: 'a mapped value is a dot segment' };
    return { ok: true, ...target, action: null };
  };
}

/**
 * In a query these would end the value: whoever calls the API must not add parameters, let alone another
 * Action.
 */
function forQuery(values: UriValues['path']): UriValues['path'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value?.replace(/[&=+;]/g, encodeURIComponent)]),
  );
}
