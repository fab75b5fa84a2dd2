/** How a call of the SDK was refused: `404 NotFoundException: text`. Fails when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('$metadata' in error)) {
    throw new Error('the call was not refused by the service', { cause: error });
  }
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return `${httpStatusCode} ${error.name}: ${error.message}`;
}
