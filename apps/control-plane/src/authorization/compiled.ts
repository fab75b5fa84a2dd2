import { compilePolicy, parsePolicy, type CompiledPolicy, type PolicyKind } from '#libs/iam-policy';

const REMEMBERED_MAX = 1000;
/** Of all documents together, most of which may be white space. */
const CHARACTERS_MAX = 8 * 1024 * 1024;
/** By kind, name and document, so that a changed document is another one. */
const remembered = new Map<string, CompiledPolicy>();
let characters = 0;

/**
 * A document that was checked when it was stored, ready to decide; compiled once for as long as it is used.
 * One that cannot be read any more may have denied something: nothing is decided without it.
 */
export function compiled(name: string, document: string, kind: PolicyKind): CompiledPolicy {
  const key = `${kind}\n${name}\n${document}`;
  const known = remembered.get(key);
  if (known) return known;
  const { policy, fault } = parsePolicy(document, kind);
  if (!policy) throw new Error(`the policy ${name} cannot be read: ${fault}`);
  const made = compilePolicy(policy, { name });
  if (remembered.size >= REMEMBERED_MAX || characters + key.length > CHARACTERS_MAX) {
    remembered.clear();
    characters = 0;
  }
  remembered.set(key, made);
  characters += key.length;
  return made;
}
