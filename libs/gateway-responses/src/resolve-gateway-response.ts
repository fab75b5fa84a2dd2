import { gatewayResponseTypes, type GatewayResponseTypeName } from './gateway-response-types.js';

/** What an API's author set for one type; the form of PutGatewayResponse and of snapshots. */
export interface GatewayResponseCustomisation {
  readonly statusCode: string | null;
  /** `gatewayresponse.header.Name` to a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** Media type to template text. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Customised types of an API by name; most have none. */
export type GatewayResponseCustomisations = Readonly<
  Record<string, GatewayResponseCustomisation | undefined>
>;

/** What holds for a type: GetGatewayResponse shows it, and requests are answered by it. */
export interface ResolvedGatewayResponse extends GatewayResponseCustomisation {
  /** False when the type itself was set. */
  readonly defaultResponse: boolean;
  /** The status to answer with. */
  readonly servedStatusCode: number;
  /** Whether an author chose that status. */
  readonly servedStatusIsSet: boolean;
}

/** The template of every type that has no other. */
export const defaultResponseTemplates: Readonly<Record<string, string>> = {
  'application/json': '{"message":$context.error.messageString}',
};

/**
 * The rule of precedence (recorded: gateway responses): a type that was set stands alone, and what it leaves
 * out is the type's own default; a type that was not set shows DEFAULT_4XX or DEFAULT_5XX when that was;
 * otherwise the built-in.
 */
export function resolveGatewayResponse(
  name: GatewayResponseTypeName,
  customisations: GatewayResponseCustomisations,
): ResolvedGatewayResponse {
  const { statusCode: listed, servedStatusCode: served } = gatewayResponseTypes[name];
  const own = ownEntry(customisations, name);
  const family = ownEntry(customisations, familyOf(served));
  const set = own ?? family;
  const templates = set?.responseTemplates ?? {};
  const setStatus = finalStatus(set?.statusCode);
  return {
    statusCode: set?.statusCode ?? (listed === null ? null : String(listed)),
    responseParameters: set?.responseParameters ?? {},
    responseTemplates: Object.keys(templates).length === 0 ? defaultResponseTemplates : templates,
    defaultResponse: own === undefined,
    servedStatusCode: setStatus ?? served,
    servedStatusIsSet: setStatus !== undefined,
  };
}

function familyOf(statusCode: number): 'DEFAULT_4XX' | 'DEFAULT_5XX' {
  return statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
}

function ownEntry(
  customisations: GatewayResponseCustomisations,
  name: string,
): GatewayResponseCustomisation | undefined {
  return Object.hasOwn(customisations, name) ? customisations[name] : undefined;
}

// The management API takes 100 to 599, but a 1xx announces another response and would leave the caller
// waiting for it.
function finalStatus(text: string | null | undefined): number | undefined {
  return text && /^[2-5]\d\d$/.test(text) ? Number(text) : undefined;
}
