/** What must be known of an AWS service beside its name to call it. */
export interface AwsServiceProtocol {
  /** The label of its host name, `<label>.<region>.amazonaws.com`. */
  readonly hostLabel: string;
  /** Its name in signatures. */
  readonly signingName: string;
  /** What follows `AWS_ENDPOINT_URL_` (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
  readonly settingName: string;
  /**
   * Actions are named by `X-Amz-Target: <prefix>.<action>`, bodies are JSON of this version; null: by
   * `Action` in the query alone.
   */
  readonly json: { readonly targetPrefix: string; readonly version: string } | null;
  /** What stands directly in front of AWS's host name for single actions, as SDKs have it. */
  readonly hostPrefixes: Readonly<Record<string, string>>;
  /** Bodies that a template writes are forms. */
  readonly takesForms: boolean;
}

type Known = Partial<AwsServiceProtocol>;

/**
 * Services that differ from the general rule: host label and signing name are the service's name, actions are
 * in the query, bodies have the template's media type. Only services whose actions API Gateway names by
 * itself have a target here; for others, such as EventBridge, the API's author maps X-Amz-Target and
 * Content-Type (recorded: other AWS services), and a mapped one wins here, too.
 */
const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['dynamodb', { json: { targetPrefix: 'DynamoDB_20120810', version: '1.0' } }],
  ['kinesis', { json: { targetPrefix: 'Kinesis_20131202', version: '1.1' } }],
  ['firehose', { json: { targetPrefix: 'Firehose_20150804', version: '1.1' } }],
  [
    'states',
    {
      json: { targetPrefix: 'AWSStepFunctions', version: '1.0' },
      hostPrefixes: { StartSyncExecution: 'sync-' },
      settingName: 'SFN',
    },
  ],
  ['sqs', { takesForms: true }],
  ['sns', { takesForms: true }],
  ['sts', { takesForms: true }],
  // Answers its old query protocol, though it has a newer one (recorded: other AWS services).
  ['ssm', { takesForms: true }],
  ['monitoring', { takesForms: true, settingName: 'CLOUDWATCH' }],
  ['email', { takesForms: true, signingName: 'ses', settingName: 'SES' }],
  ['events', { settingName: 'EVENTBRIDGE' }],
  ['logs', { settingName: 'CLOUDWATCH_LOGS' }],
  ['cognito-idp', { settingName: 'COGNITO_IDENTITY_PROVIDER' }],
  ['secretsmanager', { settingName: 'SECRETS_MANAGER' }],
  ['appsync-api', { signingName: 'appsync', settingName: 'APPSYNC' }],
  ['iotdata', { hostLabel: 'iot', settingName: 'IOT_DATA_PLANE' }],
]);

/**
 * The protocol of a service by its name in integration URIs; those that are not known follow the general
 * rule.
 */
export function awsServiceProtocol(service: string): AwsServiceProtocol {
  return {
    hostLabel: service,
    signingName: service,
    settingName: service.toUpperCase().replaceAll('-', '_'),
    json: null,
    hostPrefixes: {},
    takesForms: false,
    ...known.get(service),
  };
}
