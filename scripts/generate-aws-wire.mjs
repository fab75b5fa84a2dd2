// Writes libs/aws-wire/src/generated from libs/aws-wire/model. With --check it writes nothing and exits 1 when the
// committed files differ from what it would write.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { printClassFile } from './aws-wire/print-classes.mjs';
import {
  printEnums,
  printIndex,
  printInputShapes,
  printOperations,
  printOperationTypes,
} from './aws-wire/print-tables.mjs';
import { readModel } from './aws-wire/read-model.mjs';

const target = new URL('../libs/aws-wire/src/generated/', import.meta.url);

async function generate() {
  const model = await readModel();
  const nouns = [...new Set(model.fileOf.values())].sort();
  return new Map([
    ...nouns.map((noun) => [`${noun}.ts`, printClassFile(model, noun)]),
    ['enums.ts', printEnums(model)],
    ['input-shapes.ts', printInputShapes(model)],
    ['operation-types.ts', printOperationTypes(model)],
    ['operations.ts', printOperations(model)],
    ['index.ts', printIndex(['enums', 'operation-types', 'operations', ...nouns])],
  ]);
}

async function readCommitted() {
  await mkdir(target, { recursive: true });
  const names = await readdir(target);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, target), 'utf8')])),
  );
}

const wanted = await generate();
const committed = await readCommitted();
const names = [...new Set([...wanted.keys(), ...committed.keys()])].sort();
const different = names.filter((name) => wanted.get(name) !== committed.get(name));

if (process.argv.includes('--check')) {
  if (different.length > 0) {
    process.stderr.write(
      `libs/aws-wire/src/generated differs from its model (run npm run generate): ${different.join(', ')}\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const name of different) {
    const text = wanted.get(name);
    if (text === undefined) await rm(new URL(name, target));
    else await writeFile(new URL(name, target), text);
  }
}
