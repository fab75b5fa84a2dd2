// Writes from libs/aws-wire/model, for each service of scripts/aws-wire/services.mjs: a folder of
// libs/aws-wire/src/generated, by which the control plane serves it, and a file of
// apps/console/src/wire/generated, by which the console calls it. With --check it writes nothing and exits 1
// when the committed files differ from what it would write.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printClassFile } from './aws-wire/print-classes.mjs';
import { printClient } from './aws-wire/print-client.mjs';
import { printOperations } from './aws-wire/print-operations.mjs';
import { printPlainClassFile } from './aws-wire/print-plain-classes.mjs';
import { printEnums, printErrors, printIndex, printService } from './aws-wire/print-tables.mjs';
import { readModel } from './aws-wire/read-model.mjs';
import { services } from './aws-wire/services.mjs';

const repository = new URL('../', import.meta.url);
const served = 'libs/aws-wire/src/generated/';
const called = 'apps/console/src/wire/generated/';

/** The files of one service: path in the repository, and text. */
async function generate(service) {
  const model = await readModel(service);
  const nouns = [...new Set([...model.fileOf.values(), ...model.operationFileOf.values()])].sort();
  const printFile = model.hasPaths ? printClassFile : printPlainClassFile;
  const hasEnums = [...model.used].some((name) => model.shapes[name].enum);
  const files = [
    ...(hasEnums ? [['enums', printEnums(model)]] : []),
    ...(model.hasPaths ? [] : [['errors', printErrors(model)]]),
    ['operations', printOperations(model)],
    ['service', printService(model)],
    ...nouns.map((noun) => [noun, printFile(model, noun)]),
  ];
  return [
    ...[...files, ['index', printIndex(files.map(([name]) => name))]].map(([name, text]) => [
      `${served}${service.folder}/${name}.ts`,
      text,
    ]),
    [`${called}${service.folder}.ts`, printClient(model)],
  ];
}

async function readCommitted(folder) {
  const target = new URL(folder, repository);
  await mkdir(target, { recursive: true });
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  const base = fileURLToPath(target);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(base.length));
  return Promise.all(
    names.map(async (name) => [`${folder}${name}`, await readFile(new URL(name, target), 'utf8')]),
  );
}

const wanted = new Map((await Promise.all(services.map(generate))).flat());
const committed = new Map((await Promise.all([served, called].map(readCommitted))).flat());
const names = [...new Set([...wanted.keys(), ...committed.keys()])].sort();
const different = names.filter((name) => wanted.get(name) !== committed.get(name));

if (process.argv.includes('--check')) {
  if (different.length > 0) {
    process.stderr.write(
      `what is generated differs from libs/aws-wire/model (run npm run generate): ${different.join(', ')}\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const name of different) {
    const text = wanted.get(name);
    const file = new URL(name, repository);
    if (text === undefined) await rm(file);
    else {
      await mkdir(dirname(fileURLToPath(file)), { recursive: true });
      await writeFile(file, text);
    }
  }
}
