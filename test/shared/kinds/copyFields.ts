import type { Random } from "../../../examples/support/random.js";

const pieces = {
  digits: [
    "0",
    "1",
    "9",
    "00",
    "12",
    "999999",
    "123456789012345",
    "1234567890123456",
    "9007199254740993",
    "5",
    "50",
    "000001",
    "0000001",
  ],
  marks: ["-", "+", ".", " ", ":", "e", "E", "T", "Z", "-", "/", ",", "@", "_"],
  words: [
    "t",
    "f",
    "true",
    "infinity",
    "NaN",
    "a@b.c",
    "A@B.C",
    "ada",
    "Ü",
    "😀",
    "é",
    "\u2028",
    "\u0001",
    "\u007f",
    '"',
    "\\\\",
    "\\n",
    "\\t",
    "\\v",
    "\\x41",
    "\\101",
    "'",
  ],
  lists: [
    "{",
    "}",
    ",",
    "{a,b}",
    "NULL",
    "{null}",
    "{1,2}",
    "{ a}",
    "{a,,b}",
    "{{a}}",
    "{}",
    "[0:1]={a,b}",
    '{"a b",c}',
    "{1,NULL}",
    "{a,}",
    '"',
    '\\\\"',
    "\\\\\\\\",
    '"x y"',
    '{"',
    '"}',
    '","',
    '["',
    '"]',
    "[",
    "]",
    "[1,2]",
    '[ "a" , 1 ]',
    "[a]",
    "[1,]",
    "[null]",
    "[007]",
    '[{"a":1}]',
  ],
  whole: [
    "2024-03-10",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "0000-01-01",
    "2024-03-10 05:00:00",
    "2024-03-10 05:00:00+00",
    "2024-03-10 05:00:00.123456+00",
    "2024-03-10 05:00:00.120+00",
    "2024-03-10 24:00:00",
    "1969-12-31 23:59:59.999+00",
    "2024-03-10 05:00:00.+00",
    "2024-03-10 05:00:00/:+00",
    "2024-03-10 05:00:00+01",
    "2024-03-10 05:00:00.9995",
    "2106-02-07 06:28:15.000001",
    "9999-12-31 23:59:59.999999+00",
    "85000.50",
    "-0",
    "-0.00",
    "0.000001",
    "0.0000001",
    "1.10",
    "-12.5",
    "0.10",
    "100",
    "007",
    "1.",
    ".5",
    "123456789012345678",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "0.005",
    "12.345",
    "member",
    "b\\\\c",
    "5d6a3c1e-1f7b-4c6e-9d0a-0b1c2d3e4f50",
    "5D6A3C1E-1F7B-4C6E-9D0A-0B1C2D3E4F50",
    "5d6a3c1e1f7b4c6e9d0a0b1c2d3e4f50",
    "ada@example.com",
    " ada@example.com",
    "ada@@x",
    "@x",
    "ada@",
  ],
};

/** A list in one of its notations, mostly valid, as a field of COPY. */
export function randomList(random: Random): string {
  const [open, close] = random.pick([
    ["{", "}"],
    ["[", "]"],
  ] as const);
  const blank = () => (random.chance(20) ? " " : "");
  const words = [
    "a",
    "1",
    "-2",
    "2024-03-10",
    '""',
    '"a b"',
    '"1"',
    '"d \\\\"e\\\\""',
    '"\\\\\\\\"',
    '"a\\n"',
    '"\\\\n"',
    "null",
    '"null"',
    "{a}",
    "Ü",
    '"\\\\',
  ];
  const items = Array.from({ length: random.between(0, 4) }, () => blank() + random.pick(words) + blank());
  return open + items.join(",") + close;
}

/** JSON, mostly valid, as a field of COPY. */
export function randomJson(random: Random, depth = 0): string {
  const blank = random.chance(10) ? random.pick([" ", "\\n", "\\t ", "\u00a0"]) : "";
  const inner = () => randomJson(random, depth + 1);
  const items = (item: () => string) => Array.from({ length: random.between(0, 4) }, item).join(`,${blank}`);
  const name = () =>
    random.pick(
      random.chance(90) ? ["a", "b", "z", "name", "a b", "A"] : ["7", "$a", "", "é", "__proto__", "a!", "ab", '\\\\"'],
    );
  const field = () => `"${name()}"${blank}:${inner()}`;
  const whole = random.between(0, depth > 4 ? 3 : 6);
  if (whole > 4) return `{${items(field)}${blank}}`;
  if (whole > 3) return `[${items(inner)}]`;
  return blank + random.pick(scalars) + blank;
}

const scalars = [
  "0",
  "1",
  "-1",
  "12.5",
  "1.50",
  "-0",
  "-0.0",
  "1e3",
  "01",
  "1.",
  ".5",
  "123456789012345678",
  "0.0000001",
  "-",
  "NaN",
  "true",
  "false",
  "null",
  "nul",
  "truex",
  '"x"',
  '"Ü 😀"',
  '""',
  '"',
  '"a\\\\nb"',
  '"\\\\/"',
  '"\\\\u00e9"',
  '"\\\\u0000"',
  '"\\\\u001F"',
  '"\\\\u001f"',
  '"\\\\u000a"',
  '"\\\\ud800"',
  '"\\n"',
  '"\\\\\\\\"',
  '"\\\\x"',
  "\\x41",
  "\\v",
];

export function randomField(random: Random): string {
  if (random.chance(25)) return random.pick(random.chance(20) ? pieces.lists : pieces.whole);
  let field = random.chance(25) ? random.pick(pieces.whole) : "";
  for (let left = random.between(0, 6); left > 0; left--)
    field += random.pick(random.pick([pieces.digits, pieces.marks, pieces.words, pieces.lists]));
  return field;
}
