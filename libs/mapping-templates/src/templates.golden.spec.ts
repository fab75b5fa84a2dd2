import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { compileTemplate, parseTemplate, type TemplateScope } from './index.js';

// Templates and what they print, in pairs. TOLLGATE_GOLDEN_UPDATE=1 rewrites the outcomes; review them as a
// diff. "path-..." to "stage-variables" hold the recorded cases, "published-..." AWS's examples in our own
// words.
const folder = new URL('./testdata/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.vtl') ? [file.slice(0, -4)] : []));

test.each(names)('%s', async (name) => {
  const scope = { ...(JSON.parse(read('default.scope.json')) as TemplateScope), ...ownScope(name) };
  const parsed = parseTemplate(read(`${name}.vtl`));
  if (!parsed.ok) throw new Error(`${parsed.error.message} at ${parsed.error.offset}`);
  // As it comes out of a snapshot.
  const template = JSON.parse(JSON.stringify(parsed.template)) as typeof parsed.template;
  const result = compileTemplate(template)(scope);
  if (!result.ok) throw new Error(result.error.message);
  const { request, response } = result.overrides ?? { request: null, response: null };
  const outcome = JSON.parse(
    JSON.stringify({ lines: result.text.split('\n'), request, response }),
  ) as unknown;
  const file = new URL(`${name}.out.json`, folder);
  if (process.env.TOLLGATE_GOLDEN_UPDATE || !existsSync(file)) {
    writeFileSync(file, await format(JSON.stringify(outcome), { parser: 'json', printWidth: 110 }));
  }
  expect(outcome).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

function ownScope(name: string): Partial<TemplateScope> {
  const file = `${name}.scope.json`;
  return existsSync(new URL(file, folder)) ? (JSON.parse(read(file)) as Partial<TemplateScope>) : {};
}
