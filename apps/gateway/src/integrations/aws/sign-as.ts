import { compileUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { SigningCredentials } from '#libs/sigv4';
import type { Invocation } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { Verdict } from '../../invocation/step.js';
import { signAwsRequest, type AwsRequest } from './sign-aws-request.js';

/** Sets `integrationRequest` to the signed call. A promise when credentials must be asked for first. */
export type SignAs = (invocation: Invocation, request: AwsRequest) => Verdict | Promise<Verdict>;

const role = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;
const noPath = Object.freeze({});

/**
 * Compiles who an integration's calls are from: its role where gateways assume roles, else the gateway itself. What is no role once stage variables are
 * filled in, or cannot be assumed, is a configuration error: the call must not go out as somebody else.
 */
export function compileSignAs(credentials: UriTemplate | undefined): SignAs {
  if (credentials === undefined) return asGateway;
  const render = compileUriTemplate(credentials);
  return (invocation, request) => {
    const stageVariables = invocation.stage!.document.variables;
    const rendered = render({ path: noPath, stageVariables });
    if (!rendered.ok || !role.test(rendered.uri)) {
      return reject('integration.role', 'the credentials of the integration are no role');
    }
    const { roles } = invocation.surroundings;
    if (roles === null) return asGateway(invocation, request);
    const found = roles.credentials(rendered.uri, request.region);
    if (!(found instanceof Promise)) return sign(invocation, request, found);
    return found.then(
      (assumed) => sign(invocation, request, assumed),
      (error: unknown) =>
        reject('integration.role', `the role cannot be assumed: ${(error as Error).message}`),
    );
  };
}

const asGateway: SignAs = (invocation, request) =>
  sign(invocation, request, invocation.surroundings.aws.credentials);

function sign(invocation: Invocation, request: AwsRequest, credentials: SigningCredentials | null): null {
  invocation.integrationRequest = signAwsRequest(request, credentials);
  return null;
}
