// Compiles apps/, libs/ and migrations/ to dist/ with swc; types are checked apart (npm run typecheck).
import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const roots = ['apps', 'libs', 'migrations'];
const isSource = (path) => path.endsWith('.ts') && !/\.(spec|bench|d)\.ts$/.test(path);

await rm('dist', { recursive: true, force: true });
for (const root of roots) {
  const files = (await readdir(root, { recursive: true })).filter(isSource);
  await Promise.all(
    files.map(async (file) => {
      const { code, map } = await transformFile(join(root, file), { swcrc: true });
      const out = join('dist', root, file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, `${code}\n//# sourceMappingURL=${out.split('/').pop()}.map\n`);
      if (map) await writeFile(`${out}.map`, map);
    }),
  );
}
