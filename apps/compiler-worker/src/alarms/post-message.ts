/** Time for the whole exchange. */
const timeoutMs = 10_000;

/**
 * Posts, and resolves when it was taken with a status of 200 to 299. Redirects are not followed. What it
 * rejects with says neither the address nor what was answered: both may hold secrets.
 */
export async function postMessage(
  what: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  const failed = (reason: string): Error => new Error(`${what} has not taken the notification: ${reason}`);
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw failed(reasonOf(error));
  });
  await response.body?.cancel();
  if (!response.ok) throw failed(`status ${response.status}`);
}

/** The code of what happened to the connection, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  return name === 'TimeoutError' ? `no response within ${timeoutMs} ms` : (cause?.code ?? 'no connection');
}
