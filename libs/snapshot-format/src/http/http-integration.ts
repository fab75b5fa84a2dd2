import type { UriTemplate, ValueTemplate } from '#libs/mapping-templates';
import type { PayloadFormatVersion } from './http-authorizer.js';

/** What a route of an HTTP API calls. */
export type HttpApiIntegration =
  HttpApiProxyIntegration | HttpApiFunctionIntegration | HttpApiServiceIntegration | NoIntegration;

/** A route without a target: it answers 404, and leaves its requests to no other route. */
export interface NoIntegration {
  readonly type: 'NONE';
}

interface Called {
  readonly integrationId: string;
  /** Milliseconds, 50 to 30,000. */
  readonly timeoutMs: number;
  /** By the status code of the backend's response; missing: all responses are passed on as they are. */
  readonly responseParameters?: Readonly<Record<string, readonly ResponseParameterMapping[]>>;
}

/** An HTTP backend, anywhere or behind a VPC link. */
export interface HttpApiProxyIntegration extends Called {
  readonly type: 'HTTP_PROXY';
  /** The method that the backend is called with; ANY = the caller's. */
  readonly httpMethod: string;
  readonly backend: HttpApiBackend;
  readonly requestParameters: readonly RequestParameterMapping[];
}

export type HttpApiBackend =
  | {
      readonly kind: 'uri';
      /** `{name}` is filled from the route's path variables, whether greedy or not, without a mapping. */
      readonly uri: UriTemplate;
    }
  | {
      readonly kind: 'vpcLink';
      /** An id of version 2, with stage variables. */
      readonly vpcLinkId: UriTemplate;
      /**
       * ARN of a load balancer's listener or of a Cloud Map service, with stage variables. What stands behind
       * it is each gateway's setting.
       */
      readonly targetArn: UriTemplate;
      /**
       * Behind the question mark of a Cloud Map service: attributes that its instances must have, `a=1&b=2`;
       * missing: none.
       */
      readonly instanceAttributes?: string;
      /** The backend speaks TLS, and its certificate is for this name; missing: it speaks HTTP. */
      readonly serverNameToVerify?: string;
    };

/** A Lambda function that gets the whole request as an event. */
export interface HttpApiFunctionIntegration extends Called {
  readonly type: 'LAMBDA_PROXY';
  /** Of the endpoint that is asked. */
  readonly region: string;
  /** ARN or name, with stage variables. */
  readonly functionArn: UriTemplate;
  readonly payloadFormatVersion: PayloadFormatVersion;
  /** ARN of the role to call as where gateways assume roles; missing: as the gateway. */
  readonly credentials?: UriTemplate;
  readonly requestParameters: readonly RequestParameterMapping[];
}

/** One action of an AWS service (`integrationSubtype`). */
export interface HttpApiServiceIntegration extends Called {
  readonly type: 'AWS_SUBTYPE';
  readonly subtype: ServiceSubtype;
  /** ARN of the role to call as where gateways assume roles. */
  readonly credentials: UriTemplate;
  /** The region to call in; missing: the API's. */
  readonly region?: ValueTemplate;
  /** By name: `QueueUrl`, `MessageBody`, ...; all that the subtype requires are there. */
  readonly parameters: Readonly<Record<string, ValueTemplate>>;
}

/**
 * The subtypes that are served: what each requires, and what it may have beside `Region` (guide page
 * "Integration subtype reference").
 */
export const serviceSubtypes = {
  'AppConfig-GetConfiguration': {
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
    optional: ['ClientConfigurationVersion'],
  },
  'EventBridge-PutEvents': {
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'TraceHeader'],
  },
  'Kinesis-PutRecord': {
    required: ['StreamName', 'Data', 'PartitionKey'],
    optional: ['SequenceNumberForOrdering', 'ExplicitHashKey'],
  },
  'SQS-DeleteMessage': { required: ['ReceiptHandle', 'QueueUrl'], optional: [] },
  'SQS-PurgeQueue': { required: ['QueueUrl'], optional: [] },
  'SQS-ReceiveMessage': {
    required: ['QueueUrl'],
    optional: [
      'AttributeNames',
      'MaxNumberOfMessages',
      'MessageAttributeNames',
      'ReceiveRequestAttemptId',
      'VisibilityTimeout',
      'WaitTimeSeconds',
    ],
  },
  'SQS-SendMessage': {
    required: ['QueueUrl', 'MessageBody'],
    optional: [
      'DelaySeconds',
      'MessageAttributes',
      'MessageDeduplicationId',
      'MessageGroupId',
      'MessageSystemAttributes',
    ],
  },
  'StepFunctions-StartExecution': { required: ['StateMachineArn'], optional: ['Name', 'Input'] },
  'StepFunctions-StartSyncExecution': {
    required: ['StateMachineArn'],
    optional: ['Name', 'Input', 'TraceHeader'],
  },
  'StepFunctions-StopExecution': { required: ['ExecutionArn'], optional: ['Cause', 'Error'] },
} as const satisfies Record<string, { required: readonly string[]; optional: readonly string[] }>;

export type ServiceSubtype = keyof typeof serviceSubtypes;

/**
 * A change to the request before it is sent. Values are read from the request as it came, so that mappings of
 * different names do not depend on their order.
 */
export type RequestParameterMapping =
  | {
      readonly action: 'append' | 'overwrite';
      readonly place: 'header' | 'querystring';
      readonly name: string;
      readonly value: ValueTemplate;
    }
  | { readonly action: 'remove'; readonly place: 'header' | 'querystring'; readonly name: string }
  /** The path that the backend is asked for, behind the host. */
  | { readonly action: 'overwrite'; readonly place: 'path'; readonly value: ValueTemplate };

/**
 * A change to the backend's response before the caller gets it. Values are read from the response as it came.
 */
export type ResponseParameterMapping =
  | {
      readonly action: 'append' | 'overwrite';
      readonly place: 'header';
      readonly name: string;
      readonly value: ValueTemplate;
    }
  | { readonly action: 'remove'; readonly place: 'header'; readonly name: string }
  | { readonly action: 'overwrite'; readonly place: 'statuscode'; readonly value: ValueTemplate };
