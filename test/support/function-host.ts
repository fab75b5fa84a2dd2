import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#libs/testing';
import { createPart } from './part.js';

/** The function host of development as a process of its own, over a folder with these functions. */
export interface FunctionHost {
  readonly url: string;
  /** Stops it and removes the folder. */
  close(): Promise<void>;
}

/** `functions`: the source of an ES module by the function's name. */
export async function startFunctionHost(functions: Readonly<Record<string, string>>): Promise<FunctionHost> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-functions-'));
  for (const [name, source] of Object.entries(functions)) {
    await writeFile(join(folder, `${name}.mjs`), source);
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const part = createPart({
    name: 'function-host',
    main: 'dist/apps/function-host/src/main.js',
    env: { TOLLGATE_FUNCTION_HOST_PORT: String(port), TOLLGATE_FUNCTIONS_DIR: folder },
    ready: () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
  });
  await part.start();
  return {
    url,
    async close() {
      await part.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
