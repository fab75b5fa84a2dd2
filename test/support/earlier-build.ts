import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An earlier state of this repository, built in a folder of its own. */
export interface EarlierBuild {
  /** The file below that folder, such as `dist/apps/gateway/src/main.js`. */
  main(file: string): string;
  remove(): Promise<void>;
}

/**
 * Takes a commit from the history and builds it by its own script, with the packages that are installed now.
 */
export async function buildEarlier(commit: string): Promise<EarlierBuild> {
  await run('git', ['cat-file', '-e', `${commit}^{commit}`]).catch((cause: unknown) => {
    throw new Error(
      `this test builds commit ${commit}, which is not in this clone: it needs the whole history (git fetch --unshallow)`,
      { cause },
    );
  });
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-earlier-'));
  try {
    const archive = join(folder, 'source.tar');
    const source = join(folder, 'source');
    await mkdir(source);
    await run('git', ['archive', '--format=tar', `--output=${archive}`, commit]);
    await run('tar', ['-xf', archive, '-C', source]);
    await symlink(join(process.cwd(), 'node_modules'), join(source, 'node_modules'));
    await run(process.execPath, ['scripts/build.mjs'], { cwd: source });
    return {
      main: (file) => join(source, file),
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
