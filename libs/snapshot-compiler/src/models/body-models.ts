import type { Model } from '#libs/api-definition';
import { compareText } from '../draft.js';
import type { Complain } from '../integrations/complain.js';

/** Which model bodies of a content type (in lower case) are held to; null when they are not checked. */
export function bodyModelsOf(
  requestModels: Readonly<Record<string, string>> | null,
  models: readonly Pick<Model, 'name' | 'contentType'>[],
  complain: Complain,
): Record<string, string> | null {
  const entries: [string, string][] = [];
  for (const [contentType, name] of Object.entries(requestModels ?? {})) {
    // The model of this name takes everything (guide page "Request validation").
    if (name === 'Empty') continue;
    const model = models.find((one) => one.name === name);
    if (!model) complain('bad-model', `there is no model ${name}`);
    else if (!isJsonModel(model)) complain('model-not-checked', `model ${name} is for ${model.contentType}`);
    else entries.push([contentType.toLowerCase(), name]);
  }
  return entries.length === 0 ? null : Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

/** Bodies for other models are not checked. */
export function isJsonModel({ contentType }: Pick<Model, 'contentType'>): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(contentType);
}
