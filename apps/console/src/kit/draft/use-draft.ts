import { useState } from 'react';

/** What a form has of something: how it was when the form was opened, and how it is to be. */
export interface Draft<T extends object> {
  readonly from: T;
  readonly to: T;
  readonly set: (changed: Partial<T>) => void;
  /** What a text field, or a select of the browser's own, takes of a member. */
  readonly text: (member: Member<T, string>) => TextBinding;
  /** What a number field takes of a member, which the draft has as its digits. */
  readonly digits: (member: Member<T, string>) => DigitsBinding;
  /** What fields of a map take. */
  readonly map: <M extends Member<T, object>>(member: M) => MapBinding<T[M]>;
}

/** Members of a kind: texts, maps. */
type Member<T, V> = { [M in keyof T & string]: T[M] extends V ? M : never }[keyof T & string];

interface TextBinding {
  readonly name: string;
  readonly value: string;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
}

interface DigitsBinding {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string | number) => void;
}

interface MapBinding<V> {
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** `const draft = useDraft(routeDraftOf(route)); <TextInput label="Name" {...draft.text('name')} />` */
export function useDraft<T extends object>(initial: T): Draft<T> {
  // What comes from the service meanwhile must not change what somebody has begun to type.
  const [from] = useState(initial);
  const [to, setTo] = useState(initial);
  const set = (changed: Partial<T>) => setTo((before) => ({ ...before, ...changed }));
  const put = (member: keyof T, value: unknown) => set({ [member]: value } as Partial<T>);
  return {
    from,
    to,
    set,
    text: (name) => ({
      name,
      value: to[name] as string,
      onChange: ({ currentTarget }) => put(name, currentTarget.value),
    }),
    digits: (name) => ({
      name,
      value: to[name] as string,
      onChange: (value) => put(name, String(value)),
    }),
    map: (name) => ({ value: to[name], onChange: (value) => put(name, value) }),
  };
}
