// The health check of the container images: exit code 0 when the URL answers 200. The images have no curl.
try {
  const response = await fetch(process.argv[2], { signal: AbortSignal.timeout(2000) });
  process.exitCode = response.status === 200 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
