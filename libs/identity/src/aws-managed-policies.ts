/** A policy that AWS has made, of which accounts here have the same. */
export interface AwsManagedPolicy {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly createdAtMs: number;
  readonly document: string;
}

/**
 * Those that tools attach and that mean something to what is served here. Their texts are our own: each
 * allows what its name says (AWS Managed Policy Reference), as far as these services go.
 */
export const awsManagedPolicies: readonly AwsManagedPolicy[] = [
  policy('ANPAADMINISTRATORACCE', 'AdministratorAccess', 'All actions on all resources.', [
    { Effect: 'Allow', Action: '*', Resource: '*' },
  ]),
  policy('ANPAAPIGATEWAYADMINIS', 'AmazonAPIGatewayAdministrator', 'All of the management of APIs.', [
    { Effect: 'Allow', Action: ['apigateway:*'], Resource: 'arn:aws:apigateway:*::/*' },
  ]),
  policy('ANPAAPIGATEWAYINVOKEF', 'AmazonAPIGatewayInvokeFullAccess', 'Calls of all APIs.', [
    {
      Effect: 'Allow',
      Action: ['execute-api:Invoke', 'execute-api:ManageConnections'],
      Resource: 'arn:aws:execute-api:*:*:*',
    },
  ]),
  policy('ANPAREADONLYACCESSXXX', 'ReadOnlyAccess', 'Reads everything and changes nothing.', [
    {
      Effect: 'Allow',
      Action: [
        'acm:Describe*',
        'acm:Get*',
        'acm:List*',
        'apigateway:GET',
        'cloudtrail:LookupEvents',
        'cloudwatch:Describe*',
        'cloudwatch:Get*',
        'cloudwatch:List*',
        'iam:Get*',
        'iam:List*',
        'iam:Simulate*',
        'logs:Describe*',
        'logs:FilterLogEvents',
        'logs:Get*',
        'logs:List*',
        'sts:GetAccessKeyInfo',
        'sts:GetCallerIdentity',
        // Ours, but for the bodies that captures hold.
        'tollgate:DryRunUsagePlan',
        'tollgate:Export*',
        'tollgate:List*',
        'tollgate:Locate',
        'tollgate:ReadAudit*',
        'tollgate:ReadCanaryStatus',
        'tollgate:ReadCapture',
        'tollgate:ReadDeployment*',
        'tollgate:ReadInstallation',
        'tollgate:ReadRequest',
        'tollgate:ReadStage*',
        'tollgate:ReadUsage*',
      ],
      Resource: '*',
    },
  ]),
];

const byArn = new Map(awsManagedPolicies.map((known) => [known.arn, known]));

export const findAwsManagedPolicy = (arn: string): AwsManagedPolicy | undefined => byArn.get(arn);

function policy(
  id: string,
  name: string,
  description: string,
  Statement: readonly object[],
): AwsManagedPolicy {
  const document = JSON.stringify({ Version: '2012-10-17', Statement }, null, 4);
  const arn = `arn:aws:iam::aws:policy/${name}`;
  return { arn, id, name, path: '/', description, createdAtMs: Date.UTC(2015, 1, 6), document };
}
