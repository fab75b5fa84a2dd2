/**
 * Whether `.` or `..` is a part of a path, also escaped, behind an escaped slash or a backslash (one to URL
 * parsers of browsers), or with a path parameter behind it. An integration that resolved them would serve
 * what no route of the API leads to (RFC 3986, sections 5.2.4 and 6.2.2.3).
 */
export function hasDotSegment(target: string): boolean {
  if (!target.includes('.') && !target.includes('%')) return false;
  const question = target.indexOf('?');
  return dotSegment.test(question < 0 ? target : target.slice(0, question));
}

const dotSegment = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:;[^/]*)?(?:[/\\]|%2f|%5c|$)/i;
