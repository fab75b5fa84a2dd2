import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Sources import their siblings as ./x.js, as Node needs after the build; here the sibling is ./x.ts, and
 * "#libs/x" a source, too.
 */
export async function resolve(specifier, context, nextResolve) {
  if (specifier.startsWith('#libs/'))
    return nextResolve(specifier, { ...context, conditions: [...context.conditions, 'tollgate-source'] });
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const { code } = await transformFile(fileURLToPath(url), { swcrc: true, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
