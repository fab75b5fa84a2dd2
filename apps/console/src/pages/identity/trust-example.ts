/** A trust policy to begin with: the service whose integrations take the role on. */
export const trustExample = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
  null,
  2,
);
