/** Where the access log of a stage goes. */
export type LogDestination =
  | {
      readonly kind: 'log-group';
      readonly accountId: string;
      readonly region: string;
      readonly group: string;
    }
  | {
      readonly kind: 'firehose';
      readonly accountId: string;
      readonly region: string;
      readonly deliveryStream: string;
    };

const arn = /^arn:[a-z0-9-]+:(logs|firehose):([a-z0-9-]{1,32}):([0-9]{12}):(.*)$/s;
// CloudFormation and CDK name a group with `:*` behind it; streams of other names are not written to (guide
// page "Log API calls to Amazon Data Firehose").
const logGroup = /^log-group:([A-Za-z0-9_\-/.#]{1,512})(?::\*)?$/;
const deliveryStream = /^deliverystream\/(amazon-apigateway-[A-Za-z0-9_.-]{1,46})$/;

/** What a destination ARN names, or what AWS says of one that names neither a log group nor such a stream. */
export function readLogDestination(destinationArn: string): LogDestination | { readonly refused: string } {
  if (!destinationArn.startsWith('arn:')) {
    return {
      refused: `Invalid ARN specified in the request. ARNs must start with 'arn:': ${destinationArn}`,
    };
  }
  const [, service, region = '', accountId = '', resource = ''] = arn.exec(destinationArn) ?? [];
  const [, group] = (service === 'logs' && logGroup.exec(resource)) || [];
  if (group !== undefined) return { kind: 'log-group', accountId, region, group };
  const [, stream] = (service === 'firehose' && deliveryStream.exec(resource)) || [];
  if (stream !== undefined) return { kind: 'firehose', accountId, region, deliveryStream: stream };
  return {
    refused:
      'Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.',
  };
}
