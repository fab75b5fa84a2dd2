import type { Change } from '../../../kit/review/change.js';
import { DeleteResource, type Resource } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { methodsOf } from './resource-tree.js';

/** The end of a resource and of all below it, named one by one as long as a person reads them. */
export function deleteResource(
  restApiId: string,
  resource: Resource,
  resources: readonly Resource[],
): Change {
  const below = resources.filter(({ path = '' }) => path.startsWith(`${resource.path}/`));
  const gone = [resource, ...below];
  const methods = gone.reduce((sum, each) => sum + methodsOf(each).length, 0);
  const shown = gone.slice(0, 20);
  return {
    title: `Delete resource ${resource.path}`,
    danger: `${count(gone.length, 'resource')} and ${count(methods, 'method')} are lost. Stages go on serving them until the next deployment.`,
    alterations: [
      ...shown.map((each) => ({
        what: each.path ?? '',
        from: methodsOf(each).join(', ') || 'no methods',
        to: null,
      })),
      ...(gone.length > shown.length
        ? [{ what: 'and', from: `${gone.length - shown.length} more`, to: null }]
        : []),
    ],
    steps: [call(DeleteResource, { restApiId, resourceId: resource.id ?? '' })],
    confirm: 'Delete',
  };
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
