/**
 * What a script of a page gets: the response, or a network error because the browser keeps it from the
 * script.
 */
export type BrowserOutcome =
  | { readonly status: number; readonly body: string; readonly preflightStatus: number | null }
  | { readonly blocked: string };

// Fetch standard, "CORS-safelisted method" and "CORS-safelisted request-header".
const simpleMethods = new Set(['GET', 'HEAD', 'POST']);
const simpleHeaders = new Set(['accept', 'accept-language', 'content-language']);

/**
 * Fetches as a script of a page at `origin` would, by the rules of the Fetch standard ("CORS-preflight
 * fetch", "CORS check"): a preflight where the request is not simple, and no response without leave.
 * Credentials are not sent.
 */
export async function fetchAsPage(
  origin: string,
  url: string,
  init: RequestInit = {},
): Promise<BrowserOutcome> {
  const method = init.method ?? 'GET';
  const names = [...new Headers(init.headers).keys()].filter((name) => !simpleHeaders.has(name)).sort();
  let preflightStatus: number | null = null;
  if (!simpleMethods.has(method) || names.length > 0) {
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        accept: '*/*',
        origin,
        'access-control-request-method': method,
        ...(names.length > 0 && { 'access-control-request-headers': names.join(',') }),
      },
    });
    preflightStatus = preflight.status;
    const refusal = preflightRefusal(preflight, origin, method, names);
    if (refusal !== null) return { blocked: refusal };
  }
  const response = await fetch(url, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), origin },
  });
  if (!isAllowedOrigin(response, origin))
    return { blocked: `status ${response.status} without leave for ${origin}` };
  return { status: response.status, body: await response.text(), preflightStatus };
}

function preflightRefusal(
  preflight: Response,
  origin: string,
  method: string,
  names: readonly string[],
): string | null {
  if (!isAllowedOrigin(preflight, origin)) return `preflight ${preflight.status} without leave for ${origin}`;
  if (!preflight.ok) return `preflight ${preflight.status}`;
  const methods = listed(preflight, 'access-control-allow-methods');
  if (!methods.includes(method) && !methods.includes('*') && !simpleMethods.has(method)) {
    return `method ${method} is not allowed`;
  }
  const headers = listed(preflight, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const refused = names.find(
    (name) => !headers.includes(name) && !(headers.includes('*') && name !== 'authorization'),
  );
  return refused === undefined ? null : `header ${refused} is not allowed`;
}

function isAllowedOrigin(response: Response, origin: string): boolean {
  const allowed = response.headers.get('access-control-allow-origin');
  return allowed === '*' || allowed === origin;
}

function listed(response: Response, name: string): string[] {
  return (response.headers.get(name) ?? '').split(',').map((item) => item.trim());
}
