import {
  readJson,
  type ContextRecord,
  type MappingScope,
  type MultiValues,
  type TemplateScope,
  type Values,
} from '#libs/mapping-templates';
import type { Invocation } from './invocation.js';
import { httpContext } from './http-api/http-context.js';
import { requestContext } from './request-context.js';
import { requestHeaders } from './request-headers.js';
import { webSocketContext } from './websocket/websocket-context.js';
import { headerMultiValues, headerValues, queryMultiValues, queryValues } from './request-values.js';

const noValues: Values = Object.freeze(Object.create(null) as Values);

/**
 * What mappings and templates see of a request. Each part is made when it is first asked for: most ask for
 * little.
 */
export function requestScope(invocation: Invocation): RequestScope {
  return (invocation.scope ??= new RequestScope(invocation));
}

export class RequestScope implements TemplateScope, MappingScope {
  readonly params: TemplateScope['params'];
  readonly integrationResponse = null;
  private lazyBody: string | null = null;
  private bodyRead: Buffer | null = null;
  private jsonRead: string | null = null;
  private lazyJson: unknown;
  private lazyMultiQuery: MultiValues | null = null;
  private lazyMultiHeader: MultiValues | null = null;

  /** `lazyContext` and `lazyHeaders`: in place of what the request gives. */
  constructor(
    private readonly invocation: Invocation,
    private lazyContext: ContextRecord | null = null,
    private lazyHeaders: readonly string[] | null = null,
  ) {
    this.params = hasParameters(invocation) ? new RequestParams(invocation, this) : noParameters;
  }

  /** Name, value, name, value, ... */
  get headers(): readonly string[] {
    return (this.lazyHeaders ??= hasParameters(this.invocation) ? requestHeaders(this.invocation) : []);
  }

  get body(): string {
    const { body } = this.invocation;
    // It may have been converted since.
    if (this.lazyBody === null || this.bodyRead !== body) {
      this.bodyRead = body;
      this.lazyBody = body?.toString('utf8') ?? '';
    }
    return this.lazyBody;
  }

  get requestBody(): string {
    return this.body;
  }

  /** The body as JSON has it; undefined of one that is none. */
  get json(): unknown {
    const { body } = this;
    if (this.jsonRead !== body) {
      this.jsonRead = body;
      this.lazyJson = readJson(body);
    }
    return this.lazyJson;
  }

  get context(): ContextRecord {
    return (this.lazyContext ??= contextOf(this.invocation));
  }

  get stageVariables(): Values {
    return this.invocation.stage?.release.variables ?? noValues;
  }

  get multiValueQuerystring(): MultiValues {
    return (this.lazyMultiQuery ??= queryMultiValues(
      hasParameters(this.invocation) ? this.invocation.address.query : '',
    ));
  }

  get multiValueHeader(): MultiValues {
    return (this.lazyMultiHeader ??= headerMultiValues(this.headers));
  }
}

/** Messages and ends of connections have none: the request that they come with is that of the handshake. */
const hasParameters = ({ event }: Invocation): boolean => event === null || event.type === 'CONNECT';

const noParameters: TemplateScope['params'] = { path: noValues, querystring: noValues, header: noValues };

/** Once the route is known, by the API's protocol. */
function contextOf(invocation: Invocation): ContextRecord {
  if (invocation.event !== null) return webSocketContext(invocation, invocation.event);
  const isOfRoute = invocation.method !== null && invocation.method.routeKey !== null;
  return isOfRoute ? httpContext(invocation) : requestContext(invocation, null);
}

class RequestParams {
  private lazyQuery: Values | null = null;
  private lazyHeader: Values | null = null;

  constructor(
    private readonly invocation: Invocation,
    private readonly scope: RequestScope,
  ) {}

  get path(): Values {
    return this.invocation.pathParameters ?? noValues;
  }

  get querystring(): Values {
    return (this.lazyQuery ??= queryValues(this.invocation.address.query));
  }

  get header(): Values {
    return (this.lazyHeader ??= headerValues(this.scope.headers));
  }
}
