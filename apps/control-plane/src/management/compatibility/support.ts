/**
 * What Tollgate does with a setting. enforced: what AWS documents. stored: kept and shown, and nothing else
 * changes by it. refused: an error now, or when the API is deployed (the note says which).
 */
export type Support = 'enforced' | 'stored' | 'refused';

/** One setting, and what the reader must know beside the word. */
export interface SettingSupport {
  readonly support: Support;
  readonly note?: string;
}

/** What belongs together: operations on one kind of entity and all the settings that any of them takes. */
export interface NounSupport {
  readonly title: string;
  /** The operations' path: those whose URI matches, and no earlier noun's, are its own. */
  readonly uri: RegExp;
  /**
   * By the name of the request member, with a dot for each level (`quota.limit`). A patch path is the same
   * setting: `/quota/limit`. Keys of maps and ids in patch paths are left out.
   */
  readonly settings: Readonly<Record<string, SettingSupport>>;
}

export const enforced: SettingSupport = { support: 'enforced' };
export const stored: SettingSupport = { support: 'stored' };
export const does = (note: string): SettingSupport => ({ support: 'enforced', note });
export const keeps = (note: string): SettingSupport => ({ support: 'stored', note });
export const refuses = (note: string): SettingSupport => ({ support: 'refused', note });
