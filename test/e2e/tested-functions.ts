/** What is integrated and asked: a proxied function, and an authorizer that says all kinds of things. */
export const testedFunctions = {
  hello: `export const handler = async (event) => ({
    statusCode: 201, headers: { 'x-a': 'b' },
    body: JSON.stringify({ path: event.path, context: event.requestContext, query: event.queryStringParameters }),
  });`,
  guard: `export const handler = async ({ type, methodArn, authorizationToken, headers }) => {
    const token = authorizationToken ?? headers.who;
    if (token === 'nobody') throw new Error('Unauthorized');
    if (token === 'broken') return { principalId: 'x' };
    return {
      principalId: 'user-' + token,
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
      context: { type, level: 3, isAdmin: false },
    };
  };`,
};
