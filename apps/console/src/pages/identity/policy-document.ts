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

/**
 * A document over lines, as all are shown, so that two are compared by what they say. IAM gives them escaped
 * as in URLs (API reference of PolicyVersion).
 */
export function documentOf(escaped: string): string {
  const text = escaped.startsWith('%') ? decodeURIComponent(escaped) : escaped;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Whether a text is a document at all; what is in it, the service looks at. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a policy is AWS's, which nobody changes. */
export const isOfAws = (arn: string): boolean => arn.includes(':aws:policy/');
