import type { IntegrationType } from '../../../wire/generated/apigatewayv2.js';

interface Typed {
  readonly integrationType: string;
  readonly integrationSubtype: string;
  readonly connectionId: string;
}

/** Which members mean something to an integration. */
export function needsOf({ integrationType, integrationSubtype, connectionId }: Typed, isHttp: boolean) {
  const type = integrationType as IntegrationType;
  const isBackend = type === 'HTTP' || type === 'HTTP_PROXY';
  const isService = isHttp && type === 'AWS_PROXY' && integrationSubtype !== '';
  return {
    /** An action of a service that an HTTP API calls without a function between. */
    subtype: isHttp && type === 'AWS_PROXY',
    endpoint: type !== 'MOCK' && !isService,
    connection: isBackend,
    /** Whom the certificate of a private backend must be for. */
    tls: isHttp && isBackend && connectionId !== '',
    requestParameters: type !== 'MOCK' && (!isHttp || type === 'HTTP_PROXY' || isService),
    /** Of WebSocket APIs: what the integration gets is made of the message. */
    templates: !isHttp && (type === 'AWS' || type === 'HTTP' || type === 'MOCK'),
    contentHandling: !isHttp && type !== 'MOCK' && type !== 'HTTP_PROXY',
    /** Of WebSocket APIs: integration responses are looked at. */
    responses: !isHttp && (type === 'AWS' || type === 'HTTP' || type === 'MOCK'),
  };
}

/** Types that an API may have. */
export const typesOf = (isHttp: boolean): readonly IntegrationType[] =>
  isHttp ? ['HTTP_PROXY', 'AWS_PROXY'] : ['HTTP_PROXY', 'HTTP', 'AWS_PROXY', 'AWS', 'MOCK'];

/** What a type calls, for whoever does not know its name. */
export const typeLabels: Readonly<Record<IntegrationType, string>> = {
  HTTP_PROXY: 'HTTP_PROXY: an HTTP backend, as it comes',
  HTTP: 'HTTP: an HTTP backend, by templates',
  AWS_PROXY: 'AWS_PROXY: a Lambda function, or a service',
  AWS: 'AWS: a function or a service, by templates',
  MOCK: 'MOCK: nothing, the gateway answers',
};

/** Actions of services that HTTP APIs call (guide page "Integration subtype reference"). */
export const subtypes = [
  'EventBridge-PutEvents',
  'SQS-SendMessage',
  'SQS-ReceiveMessage',
  'SQS-DeleteMessage',
  'SQS-PurgeQueue',
  'AppConfig-GetConfiguration',
  'Kinesis-PutRecord',
  'StepFunctions-StartExecution',
  'StepFunctions-StartSyncExecution',
  'StepFunctions-StopExecution',
];
