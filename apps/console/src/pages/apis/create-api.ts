import type { ApiKind } from '../../kit/api-paths.js';
import type { Change } from '../../kit/review/change.js';
import { CreateRestApi, type EndpointType } from '../../wire/generated/apigateway.js';
import { CreateApi } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';

/** What a new API is to be; members that mean nothing to its kind are left out. */
export interface NewApi {
  readonly kind: ApiKind;
  readonly name: string;
  readonly description: string;
  readonly endpoint: EndpointType;
  /** A REST API to copy. */
  readonly cloneFrom: string | null;
  /** Of an HTTP API: where all requests go at once. */
  readonly target: string;
  /** Of a WebSocket API. */
  readonly routeSelectionExpression: string;
}

export function createApi(api: NewApi): Change {
  const { kind, name, endpoint, cloneFrom, target, routeSelectionExpression } = api;
  const description = api.description === '' ? {} : { description: api.description };
  const rows = [
    { what: 'Name', to: name },
    { what: 'Description', to: api.description },
    ...(kind === 'rest'
      ? [
          { what: 'Endpoint', to: endpoint },
          { what: 'Copy of', to: cloneFrom ?? '' },
        ]
      : kind === 'http'
        ? [
            { what: 'Every request goes to', to: target },
            { what: 'Stage', to: target === '' ? '' : '$default, deployed at once' },
          ]
        : [{ what: 'Route selection expression', to: routeSelectionExpression }]),
  ];
  return {
    title: `Create ${name}`,
    alterations: rows.filter(({ to }) => to !== '').map((row) => ({ ...row, from: null })),
    steps: [
      kind === 'rest'
        ? call(CreateRestApi, {
            name,
            ...description,
            endpointConfiguration: { types: [endpoint] },
            ...(cloneFrom !== null && { cloneFrom }),
          })
        : call(CreateApi, {
            name,
            ...description,
            protocolType: kind === 'http' ? 'HTTP' : 'WEBSOCKET',
            ...(kind === 'http' ? target !== '' && { target } : { routeSelectionExpression }),
          }),
    ],
    confirm: 'Create',
  };
}
