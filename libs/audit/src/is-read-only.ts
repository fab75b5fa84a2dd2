const readingNames =
  /^(Get|List|Describe|Lookup|Filter|Simulate|Search|Test|Read|Export|Explain|DryRun)[A-Z]|^(AssumeRole|GetSessionToken)/;

/**
 * Whether an operation changes nothing that is stored, by its name; CloudTrail counts AssumeRole among those
 * (CloudTrail User Guide: logging STS calls).
 */
export const isReadOnly = (eventName: string): boolean => readingNames.test(eventName);
