import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A terminal as a reader of the documentation has one, with a home that has the keys of the first start. */
export interface ReadersTerminal {
  readonly home: string;
  /** Runs lines in bash, by themselves; fails with what they have printed when the last one fails. */
  type(lines: string, options?: { readonly cwd?: string }): Promise<{ stdout: string; stderr: string }>;
  close(): Promise<void>;
}

/** `environment`: what the documentation has a reader set, its keys in a file as aws-cli has them. */
export async function openTerminal(environment: Readonly<Record<string, string>>): Promise<ReadersTerminal> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = environment;
  const home = await mkdtemp(join(tmpdir(), 'tollgate-reader-'));
  const credentials = join(home, 'credentials');
  const keys = [
    `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
  ];
  await writeFile(credentials, ['[default]', ...keys, ''].join('\n'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_PAGER: '',
    ...rest,
  };
  return {
    home,
    type: (lines, { cwd } = {}) => run('bash', ['-c', lines], { env, ...(cwd && { cwd }) }),
    close: () => rm(home, { recursive: true, force: true }),
  };
}

/** A page of the repository. */
export const readPage = (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What a page says below a heading, up to the next. */
export const sectionOf = (markdown: string, title: string): string =>
  markdown.split(/^(?=## )/m).find((section) => section.startsWith(`## ${title}\n`)) ?? '';

/** What a page tells its reader to type. */
export function shellBlocks(markdown: string): string {
  return [...markdown.matchAll(/```sh\n([^]*?)```/g)].map(([, lines = '']) => lines).join('\n');
}
