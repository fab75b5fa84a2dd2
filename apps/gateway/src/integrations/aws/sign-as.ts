import { compileUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { SigningCredentials } from '#libs/sigv4';
import { unquotedMessage } from '#libs/telemetry';
import type { Routed } from '../../invocation/invocation.js';
import { reject, type Rejection } from '../../refusals/rejection.js';
import { newExchange, type IntegrationRequest } from '../../invocation/exchange.js';
import type { IntegrationServices } from '../integration-services.js';
import type { Verdict } from '../../invocation/step.js';
import { signAwsRequest, type AwsRequest } from './sign-aws-request.js';

/** A call of an AWS service that can be made, or why it cannot. */
export type AwsCall =
  | { readonly ok: true; readonly request: IntegrationRequest }
  | { readonly ok: false; readonly rejection: Rejection };

/** Signs a call. A promise when credentials must be asked for first. */
export type SignAs = (invocation: Routed, request: AwsRequest) => AwsCall | Promise<AwsCall>;

const role = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;
const noPath = Object.freeze({});

/**
 * Compiles who an integration's calls are from: its role where gateways assume roles, else the gateway
 * itself. What is no role once stage variables are filled in, or cannot be assumed, is a configuration error,
 * and so is a gateway whose own credentials cannot be had: the call must not go out as somebody else.
 */
export function compileSignAs(
  credentials: UriTemplate | undefined,
  { aws, roles }: Pick<IntegrationServices, 'aws' | 'roles'>,
): SignAs {
  const asGateway: SignAs = (_, request) => {
    const found = aws.credentials();
    if (!(found instanceof Promise)) return sign(request, found);
    return found.then(
      (own) => sign(request, own),
      // Why is for the operator, in the gateway's log: authors of APIs read this.
      () => refuse('integration.credentials', "the gateway's own AWS credentials cannot be had"),
    );
  };
  if (credentials === undefined) return asGateway;
  const render = compileUriTemplate(credentials);
  return (invocation, request) => {
    const stageVariables = invocation.stage.release.variables;
    const rendered = render({ path: noPath, stageVariables });
    if (!rendered.ok || !role.test(rendered.uri)) {
      return refuse('integration.role', 'the credentials of the integration are no role');
    }
    if (roles === null) return asGateway(invocation, request);
    const found = roles.credentials(rendered.uri, request.region);
    if (!(found instanceof Promise)) return sign(request, found);
    return found.then(
      (assumed) => sign(request, assumed),
      (error: unknown) => refuse('integration.role', `the role cannot be assumed: ${unquotedMessage(error)}`),
    );
  };
}

function sign(request: AwsRequest, credentials: SigningCredentials | null): AwsCall {
  return { ok: true, request: signAwsRequest(request, credentials) };
}

function refuse(code: 'integration.role' | 'integration.credentials', reason: string): AwsCall {
  return { ok: false, rejection: reject(code, reason) };
}

/** Makes a call the invocation's exchange; the rejection when it cannot be made. */
export function beginExchange(
  invocation: Routed,
  call: AwsCall | Promise<AwsCall>,
): Verdict | Promise<Verdict> {
  return call instanceof Promise ? call.then((made) => begin(invocation, made)) : begin(invocation, call);
}

function begin(invocation: Routed, call: AwsCall): Verdict {
  if (!call.ok) return call.rejection;
  invocation.exchange = newExchange(call.request);
  return null;
}
