/** What a pattern may have so many of at most (User Guide: filter pattern syntax, quotas). */
export class PatternLimits {
  private regexes = 0;
  private wildcardSelectors = 0;

  /** Whether one more regular expression may stand in the pattern. */
  takesRegex(): boolean {
    this.regexes += 1;
    return this.regexes <= 2;
  }

  /** Whether one more selector with a wildcard may stand in the pattern. */
  takesWildcardSelector(): boolean {
    this.wildcardSelectors += 1;
    return this.wildcardSelectors <= 3;
  }
}
