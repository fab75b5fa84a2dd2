// The services whose wire is generated, a row each. `files` names the file of an operation, with its input
// and output, by the first pattern that matches: of a rest-json service its URI, of a query service, whose
// URIs are all one, its name.
export const services = [
  {
    folder: 'apigateway',
    title: 'the REST API management service',
    signingName: 'apigateway',
    model: 'apigateway-2015-07-09.json',
    enumOrders: 'apigateway-recorded-enum-orders.json',
    // Templates may be null on the wire ("recorded: integration responses"); a null in any other map counts
    // as not given.
    sparseMapMembers: ['requestTemplates', 'responseTemplates'],
    files: [
      [/\/integration\/responses\//, 'integration-responses'],
      [/\/integration$/, 'integrations'],
      [/\/methods\/\{[^}]+\}\/responses\//, 'method-responses'],
      [/\/methods\//, 'methods'],
      [/\/resources/, 'resources'],
      [/\/(exports|sdks)\//, 'exports'],
      [/\/stages/, 'stages'],
      [/\/deployments/, 'deployments'],
      [/\/documentation\/parts/, 'documentation-parts'],
      [/\/documentation\/versions/, 'documentation-versions'],
      [/\/models/, 'models'],
      [/\/authorizers/, 'authorizers'],
      [/\/requestvalidators/, 'request-validators'],
      [/\/gatewayresponses/, 'gateway-responses'],
      [/^\/restapis/, 'rest-apis'],
      [/domainnameaccessassociations/, 'domain-name-access-associations'],
      [/\/basepathmappings/, 'base-path-mappings'],
      [/^\/domainnames/, 'domain-names'],
      [/^\/clientcertificates/, 'client-certificates'],
      [/\/usage$/, 'usage'],
      [/^\/usageplans\/\{[^}]+\}\/keys/, 'usage-plan-keys'],
      [/^\/usageplans/, 'usage-plans'],
      [/^\/apikeys/, 'api-keys'],
      [/^\/vpclinks/, 'vpc-links'],
      [/^\/tags/, 'tags'],
      [/^\/account/, 'account'],
      [/^\/sdktypes/, 'sdk-types'],
    ],
  },
  {
    folder: 'iam',
    title: 'Identity and Access Management',
    signingName: 'iam',
    model: 'iam-2010-05-08.json',
    enumOrders: null,
    sparseMapMembers: [],
    // How it refuses names ("The specified value for roleName is invalid. ..."), where others print the
    // pattern.
    patternSentences: {
      '[\\w+=,.@-]+': 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
    },
    files: [
      [/^(Simulate|GetContextKeys)/, 'simulation'],
      [/AccessKey/, 'access-keys'],
      [/Account/, 'account'],
      [/AssumeRolePolicy/, 'roles'],
      [/PolicyVersion/, 'policy-versions'],
      [/UserPolic/, 'user-policies'],
      [/RolePolic/, 'role-policies'],
      [/Polic(y|ies)$/, 'policies'],
      [/User/, 'users'],
      [/Role/, 'roles'],
    ],
  },
  {
    folder: 'sts',
    title: 'the Security Token Service',
    signingName: 'sts',
    model: 'sts-2011-06-15.json',
    enumOrders: null,
    sparseMapMembers: [],
    files: [
      [/CallerIdentity$/, 'caller-identity'],
      [/AccessKey/, 'access-keys'],
      [/AssumeRole/, 'assume-role'],
      [/SessionToken/, 'session-tokens'],
    ],
  },
];
