import { SchemaAheadError } from '#libs/persistence';
import { StartUpError } from './start-up-error.js';

/** The one line for a start that failed for a reason outside the program; undefined for a bug. */
export function startUpProblem(error: unknown): string | undefined {
  if (error instanceof StartUpError || error instanceof SchemaAheadError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code, path, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${address} is in use; set TOLLGATE_CONTROL_PLANE_PORT to another one`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `cannot listen on ${address ?? 'TOLLGATE_HOST'}: there is no such address on this machine`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return path === undefined
        ? `not allowed to listen on port ${port}`
        : `cannot read or write ${path} (${code}); check TOLLGATE_DATA_DIR and its owner`;
    default:
      return undefined;
  }
}
