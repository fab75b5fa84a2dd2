const actions = {
  read: [
    'apigateway:GET',
    'cloudwatch:Get*',
    'cloudwatch:List*',
    'logs:Filter*',
    'logs:Describe*',
    'tollgate:Read*',
  ],
  deploy: ['apigateway:GET', 'apigateway:POST', 'apigateway:PATCH', 'tollgate:Read*'],
  keys: ['apigateway:*', 'tollgate:ReadUsage'],
} as const;

/** What each of them is on. */
const resources: Readonly<Record<keyof typeof actions, readonly string[]>> = {
  read: ['*'],
  deploy: ['arn:aws:apigateway:*::/restapis/*/deployments', 'arn:aws:apigateway:*::/restapis/*/stages/*'],
  keys: [
    'arn:aws:apigateway:*::/apikeys*',
    'arn:aws:apigateway:*::/usageplans*',
    'arn:aws:tollgate:*:*:usageplans/*',
  ],
};

/** A document to begin with. */
export const example = (kind: keyof typeof actions): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions[kind], Resource: resources[kind] }],
    },
    null,
    2,
  );

/** IAM gives documents escaped as in URLs (API reference of PolicyVersion); shown over lines. */
export function documentOf(escaped: string): string {
  const text = escaped.startsWith('%') ? decodeURIComponent(escaped) : escaped;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
