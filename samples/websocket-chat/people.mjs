import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Who is connected: a folder with a file for each connection, where at AWS a table would be. The functions
// run in threads of their own, and share nothing else.
const folder = process.env.CHAT_PEOPLE_DIR;

/** Connection ids have `=` and may have `/`, which file names should not. */
const fileOf = (connectionId) => join(folder, Buffer.from(connectionId).toString('base64url'));

/** Somebody has connected; the others are to hear of it when `arrive` is called. */
export async function enter(connectionId, name) {
  await write({ connectionId, name, since: null });
}

/** Whoever has connected can be spoken to from now on. */
export async function arrive(connectionId) {
  const person = await read(fileOf(connectionId));
  if (person) await write({ ...person, since: Date.now() });
}

/** The name of who has left; null when nobody was there. */
export async function leave(connectionId) {
  const person = await read(fileOf(connectionId));
  await rm(fileOf(connectionId), { force: true });
  return person?.since ? person.name : null;
}

/** Everybody, who came first first. */
export async function people() {
  const files = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    files.filter((file) => !file.endsWith('.new')).map((file) => read(join(folder, file))),
  );
  return found.filter((person) => person?.since).sort((a, b) => a.since - b.since);
}

async function write(person) {
  await mkdir(folder, { recursive: true });
  const file = fileOf(person.connectionId);
  // A reader sees a whole file or none.
  await writeFile(`${file}.new`, JSON.stringify(person));
  await rename(`${file}.new`, file);
}

async function read(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}
