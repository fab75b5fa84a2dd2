import fc from 'fast-check';

/** Pieces that make templates, broken ones more often than not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '$',
      '#',
      '{',
      '}',
      '(',
      ')',
      "'",
      '"',
      '.',
      '\\',
      '!',
      '[',
      ']',
      ' ',
      '\n',
      '#*',
      '*#',
      '##',
      '#[[',
      ']]#',
    ],
    ...[
      '$context.a',
      '$stageVariables.b',
      "$input.params('c')",
      '$input.body',
      "$input.path('$')",
      "$input.json('$.a')",
    ],
    ...[
      '#if',
      '#if($x)',
      '#else',
      '#elseif($y)',
      '#end',
      '#foreach($i in [1..3])',
      '#set($x = 1)',
      '#stop',
      '#break',
    ],
    ...[
      '#macro(m $a)',
      '#m(1)',
      '#define($d)',
      '$d',
      '$util',
      '$x.y',
      '$x.put("a", $x)',
      '$!{x}',
      '#set($x = $x + [1])',
    ],
    ...[
      '#set($l = [1])',
      '#set($z = $l.add($l))',
      '$l',
      '#set($m = {"a": 1})',
      '$m.put("m", $m)',
      '$m',
      '$x.replaceAll("(a|b)*", "$0")',
    ],
  ),
  fc.string({ maxLength: 5 }),
);

/** Texts that look like templates. */
export const templateText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** Templates made of whole constructs, nested and in order: most of them run. */
export const runnableTemplate = fc.letrec<{ block: string; expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '$x',
      '$y.a',
      '1',
      '-2',
      '1.5',
      "'a'",
      '"b$x"',
      'true',
      'null',
      '[]',
      '{}',
      "$input.path('$')",
      "$input.json('$')",
      '$input.params()',
    ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '&&', 'or'),
        tie('expression'),
      )
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, {${a}: ${b}}]`),
    fc
      .tuple(
        fc.constantFrom(
          'add',
          'put',
          'get',
          'size',
          'keySet',
          'replaceAll',
          'split',
          'substring',
          'toString',
          'addAll',
          'concat',
          'getClass',
        ),
        tie('expression'),
        tie('expression'),
      )
      .map(([name, a, b]) => `$x.${name}(${a}, ${b})`),
  ),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('text', '$x', '${y}', '#stop', '#break', '#m($x)', '$d'),
    tie('expression').map((value) => `#set($x = ${value})`),
    tie('expression').map((value) => `#set($y = ${value})`),
    fc.tuple(tie('expression'), tie('block'), tie('block')).map(([a, b, c]) => `#if(${a})${b}#else${c}#end`),
    fc.tuple(tie('expression'), tie('block')).map(([list, body]) => `#foreach($i in ${list})${body}#end`),
    fc.tuple(tie('block'), tie('block')).map(([a, b]) => `${a}\n${b}`),
    tie('block').map((body) => `#macro(m $a)${body}#end`),
    tie('block').map((body) => `#define($d)${body}#end`),
  ),
})).block;
