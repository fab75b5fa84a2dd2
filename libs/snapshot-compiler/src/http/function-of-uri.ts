import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';

/** A Lambda function and where it is asked. */
export interface NamedFunction {
  readonly region: string;
  /** ARN or name, with stage variables. */
  readonly functionArn: UriTemplate;
}

// The doubled slash is documented, too (guide page "Integration types").
const invocation =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):lambda:path\/{1,2}2015-03-31\/functions\/(.+)\/invocations$/s;
const lambdaArn = /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):.+$/s;

/**
 * The function that a URI names: by its ARN, or by the path of its invocation, as HTTP APIs take both. A text
 * says why there is none.
 */
export function functionOfUri(uri: string | null): NamedFunction | string {
  const [, ofInvocation, invoked] = invocation.exec(uri ?? '') ?? [];
  const region = ofInvocation ?? lambdaArn.exec(uri ?? '')?.[1];
  if (region === undefined) return `${uri} names no function that can be called`;
  const parsed = parseUriTemplate(invoked ?? uri!);
  if (!parsed.ok) return `${uri}: ${parsed.error.message}`;
  if (parsed.template.parts.some(({ kind }) => kind === 'pathParameter')) {
    return `${uri}: only stage variables can be filled in`;
  }
  return { region, functionArn: parsed.template };
}
