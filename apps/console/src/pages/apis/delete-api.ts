import type { Change } from '../../kit/review/change.js';
import { DeleteRestApi } from '../../wire/generated/apigateway.js';
import { DeleteApi } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { ListedApi } from './api-list.js';

/** The end of an API, with what ends with it. */
export function deleteApi({ id, name, kind }: ListedApi, stageNames: readonly string[]): Change {
  const stages =
    stageNames.length === 0
      ? 'It has no stage, so nobody calls it.'
      : `Its ${stageNames.length === 1 ? 'stage' : 'stages'} ${stageNames.join(', ')} ${stageNames.length === 1 ? 'stops' : 'stop'} answering at once.`;
  const parts =
    kind === 'rest'
      ? 'resources, methods, models, authorizers, deployments'
      : 'routes, integrations, authorizers, deployments';
  return {
    title: `Delete ${name}`,
    danger: `${stages} All ${parts} of ${name} are lost, and its stages leave their usage plans. This cannot be taken back; export it first if it may be wanted again.`,
    alterations: [{ what: 'API', from: `${name} (${id})`, to: null }],
    steps: [kind === 'rest' ? call(DeleteRestApi, { restApiId: id }) : call(DeleteApi, { apiId: id })],
    confirm: 'Delete',
  };
}
