/** What a script of a page gets: the answer, or a network error because the browser keeps it from the script. */
export type BrowserOutcome =
  | { readonly status: number; readonly body: string; readonly preflightStatus: number | null }
  | { readonly blocked: string };

// Fetch standard, "CORS-safelisted method" and "CORS-safelisted request-header".
const simpleMethods = new Set(['GET', 'HEAD', 'POST']);
const simpleHeaders = new Set(['accept', 'accept-language', 'content-language']);

/**
 * Fetches as a script of a page at `origin` would, by the rules of the Fetch standard ("CORS-preflight fetch", "CORS check"): a preflight where the
 * request is not simple, and no answer without leave. Credentials are not sent.
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
  const answer = await fetch(url, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), origin },
  });
  if (!isAllowedOrigin(answer, origin))
    return { blocked: `status ${answer.status} without leave for ${origin}` };
  return { status: answer.status, body: await answer.text(), preflightStatus };
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

function isAllowedOrigin(answer: Response, origin: string): boolean {
  const allowed = answer.headers.get('access-control-allow-origin');
  return allowed === '*' || allowed === origin;
}

function listed(answer: Response, name: string): string[] {
  return (answer.headers.get(name) ?? '').split(',').map((item) => item.trim());
}
