/** What is served of services beside API Gateway, and where it differs from AWS; a row for each service. */
export const otherServices: readonly {
  readonly title: string;
  readonly operations: readonly string[];
  readonly notes: readonly string[];
}[] = [
  {
    title: 'CloudWatch Logs',
    operations: [
      'CreateLogGroup',
      'DescribeLogGroups',
      'DeleteLogGroup',
      'PutRetentionPolicy',
      'DeleteRetentionPolicy',
      'CreateLogStream',
      'DescribeLogStreams',
      'DeleteLogStream',
      'PutLogEvents',
      'FilterLogEvents',
      'GetLogEvents',
      'TagResource',
      'UntagResource',
      'ListTagsForResource',
      'ListTagsLogGroup',
    ],
    notes: [
      'Other operations, StartQuery and StartLiveTail among them, are an `UnknownOperationException`; `aws logs tail --follow` asks FilterLogEvents.',
      'Log groups have the class STANDARD alone; `kmsKeyId` and `deletionProtectionEnabled` are refused. `unmask`, `entity`, `interleaved` and `sequenceToken` mean nothing.',
      'A group without a retention policy keeps events as long as the installation does. Events can be read when the call that puts them returns.',
      'Filter patterns are those of the User Guide, with its limits. `$.status = 500` and `$.latency > 9` hold of texts that are numbers too, as formats of access logs write them. A regular expression that makes a machine of more than 256 states, such as `a{500}`, is refused.',
      'A page of FilterLogEvents ends early, with a token, when a pattern has looked through as much as one call may cost: go on while there is a `nextToken`, as at AWS.',
    ],
  },
];
