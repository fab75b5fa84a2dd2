import type {
  ContextRecord,
  MappingScope,
  MultiValues,
  TemplateOverrides,
  TemplateScope,
  Values,
} from '#libs/mapping-templates';
import type { RequestScope } from './request-scope.js';
import { headerMultiValues, headerValues } from './request-values.js';
import { endpointRequestId } from './endpoint-request-id.js';

/**
 * What mappings and templates see once the integration has answered: the request's parameters still, and
 * `$input.body` is the response's body (guide page "$input variables").
 */
export class ResponseScope implements TemplateScope, MappingScope {
  readonly integrationResponse: MappingScope['integrationResponse'];
  private lazyBody: string | null = null;
  private lazyContext: ContextRecord | null = null;

  constructor(
    private readonly request: RequestScope,
    private readonly rawHeaders: readonly Buffer[] | null,
    private readonly payload: Buffer | string | null,
    readonly overrides: TemplateOverrides | null,
  ) {
    this.integrationResponse = new BackendValues(this, rawHeaders);
  }

  get body(): string {
    return (this.lazyBody ??= textOf(this.payload));
  }

  get params(): TemplateScope['params'] {
    return this.request.params;
  }

  get requestBody(): string {
    return this.request.requestBody;
  }

  /** The request's, and `awsEndpointRequestId` where the backend names one. */
  get context(): ContextRecord {
    return (this.lazyContext ??= this.withEndpointRequestId(this.request.context));
  }

  get stageVariables(): Values {
    return this.request.stageVariables;
  }

  get multiValueQuerystring(): MultiValues {
    return this.request.multiValueQuerystring;
  }

  get multiValueHeader(): MultiValues {
    return this.request.multiValueHeader;
  }

  private withEndpointRequestId(context: ContextRecord): ContextRecord {
    const id = endpointRequestId(this.rawHeaders);
    return id === null ? context : { ...context, awsEndpointRequestId: id };
  }
}

const textOf = (payload: Buffer | string | null): string =>
  typeof payload === 'string' ? payload : (payload?.toString('utf8') ?? '');

class BackendValues {
  private lazyText: string[] | null = null;

  constructor(
    private readonly scope: ResponseScope,
    private readonly rawHeaders: readonly Buffer[] | null,
  ) {}

  get header(): Values {
    return headerValues(this.text);
  }

  get multiValueHeader(): MultiValues {
    return headerMultiValues(this.text);
  }

  get body(): string {
    return this.scope.body;
  }

  private get text(): string[] {
    return (this.lazyText ??= (this.rawHeaders ?? []).map((bytes) => bytes.toString('latin1')));
  }
}
