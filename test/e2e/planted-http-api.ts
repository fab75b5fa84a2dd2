import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Installation } from '../support/installation.js';
import type { SeenRequest } from '../support/upstream.js';

const stageName = 'http';
const format = JSON.stringify({
  route: '$context.routeKey',
  requestId: '$context.requestId',
  all: '$context.path $context.identity.userAgent $context.error.message $context.authorizer.error',
  claims: '$context.authorizer.claims.sub $context.integrationErrorMessage $context.tollgate.reason',
});

/** One for every place of a request to an HTTP API, and of its definition, that may hold one. */
export const httpApiSecrets = (secretOf: (place: string) => string) => ({
  httpAuthorization: secretOf('http-authorization'),
  httpToken: secretOf('http-token'),
  httpCookie: secretOf('http-cookie'),
  httpMappedHeader: secretOf('http-mapped-header'),
  httpStageVariable: secretOf('http-stage-variable'),
});

/**
 * Makes an HTTP API with secrets in its definition, and sends it requests with others: one that is served by
 * a backend which says back what it is sent, one that its authorizer refuses. Gives the ids of both.
 */
export async function plantInHttpApi(
  { clientV2, invoke }: Pick<Installation, 'clientV2' | 'invoke'>,
  upstream: { readonly url: string; readonly seen: readonly SeenRequest[] },
  given: Readonly<Record<keyof ReturnType<typeof httpApiSecrets>, string>>,
): Promise<readonly string[]> {
  const { ApiId = '' } = await clientV2.send(new CreateApiCommand({ Name: 'planted', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await clientV2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${upstream.url}/http`,
      PayloadFormatVersion: '1.0',
      RequestParameters: {
        'overwrite:header.x-api-key': given.httpMappedHeader,
        'overwrite:header.x-of-the-stage': '$stageVariables.token',
      },
    }),
  );
  const { AuthorizerId } = await clientV2.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'tokens',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.querystring.token'],
      JwtConfiguration: { Issuer: upstream.url, Audience: ['planted'] },
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await clientV2.send(new CreateRouteCommand({ ApiId, RouteKey: 'ANY /served', Target }));
  await clientV2.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'ANY /refused',
      Target,
      AuthorizationType: 'JWT',
      AuthorizerId,
    }),
  );
  await clientV2.send(
    new CreateStageCommand({
      ApiId,
      StageName: stageName,
      AutoDeploy: true,
      StageVariables: { token: given.httpStageVariable },
      Tags: { 'tollgate:secret-variables': 'token' },
      DefaultRouteSettings: { DetailedMetricsEnabled: true },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:http',
        Format: format,
      },
    }),
  );
  const call = async (path: string, status: number): Promise<string> => {
    const response = await invoke(ApiId, `/${stageName}${path}?token=${given.httpToken}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${given.httpAuthorization}`,
        cookie: `theme=dark; session=${given.httpCookie}`,
      },
      body: '{"a":1}',
    });
    if (response.status !== status) throw new Error(`${path} was answered ${response.status}`);
    await response.arrayBuffer();
    return response.headers.get('apigw-requestid')!;
  };
  const ids = [await call('/served', 200), await call('/refused', 401)];
  // They have gone where they should.
  const sent = JSON.stringify(upstream.seen);
  for (const [name, secret] of Object.entries(given)) {
    if (name.startsWith('http') && !sent.includes(secret))
      throw new Error(`the backend was not sent ${name}`);
  }
  return ids;
}
