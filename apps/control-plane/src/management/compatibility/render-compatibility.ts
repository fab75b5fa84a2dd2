import { v1 } from '#libs/aws-wire';
import { beyondAws } from './beyond-aws.js';
import { compatibility, everywhere, type NounCompatibility } from './compatibility.js';
import { otherServices } from './other-services.js';

const introduction = `# Compatibility

What Tollgate does with each operation of the Amazon API Gateway management API (2015-07-09) and with each setting that an operation takes, as a member
of the request or by a patch path. Written by \`npm run compatibility\` from the tables in
\`apps/control-plane/src/management/compatibility\`; CI fails when it is stale.

- **enforced**: does what AWS documents.
- **stored**: kept and shown as AWS shows it; nothing else changes by it.
- **refused**: answered with an error, at once or when the API is deployed, rather than served as if it were not there.

\`${Object.keys(everywhere).join('`, `')}\` are enforced wherever they are. Ids in a request's path are not listed.
`;

/** docs/COMPATIBILITY.md, whole. */
export function renderCompatibility(): string {
  const nouns = compatibility();
  return [introduction, summary(nouns), ...nouns.map(section), others(), beyond()].join('\n');
}

function summary(nouns: readonly NounCompatibility[]): string {
  const ofV1 = nouns.flatMap(({ operations }) => operations.filter(({ service }) => service === v1.service));
  return `All ${ofV1.length} operations are served. Those of version 2 (2018-11-29) that have no match in it follow as nouns with "(version 2)"; all that are served are listed below "API Gateway V2".\n`;
}

function section({ title, operations, settings, uses }: NounCompatibility): string {
  const names = operations.map(({ name }) => `\`${name}\``);
  const rows = Object.entries(settings).map(([setting, { support, note }]) => {
    const taken = uses
      .filter((use) => use.setting === setting)
      .map(({ operation, as }) => (as === setting ? operation : `${operation} \`${as}\``));
    return `| \`${setting}\` | ${support} | ${cell(note ?? '')} | ${cell(taken.join('; '))} |`;
  });
  const table = ['| setting | support | note | taken by |', '| --- | --- | --- | --- |', ...rows];
  return [`## ${title}`, '', names.join(', '), '', ...(rows.length > 0 ? [...table, ''] : [])].join('\n');
}

function others(): string {
  const services = otherServices.map(({ title, operations, notes }) => [
    `### ${title}`,
    '',
    operations.map((name) => `\`${name}\``).join(', '),
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ]);
  return ['## Services beside API Gateway', '', ...services.flat()].join('\n');
}

function beyond(): string {
  const rows = beyondAws.map(({ what, does }) => `| ${what} | ${cell(does)} |`);
  return ['## Beyond AWS', '', '| what | does |', '| --- | --- |', ...rows, ''].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
