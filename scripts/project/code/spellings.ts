import type { Expression } from "ts-morph";
import { editCall } from "./planFile.js";
import type { ParsedFile } from "./parse.js";
import { renderKey, renderString } from "./render.js";

/** A word without its case, its spaces and its punctuation: `ON_HOLD` and `on hold` are one. */
export function foldWord(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A word of `oneOf({ … })` or `oneOf([ … ])`, and the code of what it becomes. */
type Word = readonly [word: string, becomes: string];

/** The code of a `oneOf` with those of these words that differ from one of its own in case, spaces or punctuation alone. */
export async function withSpellings(
  code: string,
  words: readonly string[],
): Promise<{ readonly code: string; readonly added: number } | null> {
  let added = 0;
  const edited = await editCall(code, "oneOf", (parsed, call) => {
    const own = readWords(parsed, call.getArguments()[0] as Expression | undefined);
    if (own === null) return null;
    const known = new Map(
      own.flatMap(([word, becomes]) => [
        [foldWord(becomes), becomes],
        [foldWord(word), becomes],
      ]),
    );
    const found = words.flatMap((word): Word[] => {
      const becomes = known.get(foldWord(word));
      return becomes === undefined ? [] : [[word, becomes]];
    });
    added = found.length;
    if (added === 0) return null;
    return [`{ ${[...own, ...found].map(([word, becomes]) => `${renderKey(word)}: ${becomes}`).join(", ")} }`];
  });
  return edited === null ? null : { code: edited, added };
}

function readWords({ is }: ParsedFile, argument: Expression | undefined): Word[] | null {
  if (is.isArrayLiteralExpression(argument)) {
    const elements = argument.getElements();
    const texts = elements.flatMap((each) => (is.isStringLiteral(each) ? [each.getLiteralText()] : []));
    return texts.length === elements.length ? texts.map((text) => [text, renderString(text)]) : null;
  }
  if (!is.isObjectLiteralExpression(argument)) return null;
  const properties = argument.getProperties();
  const entries = properties.flatMap((property): Word[] => {
    if (!is.isPropertyAssignment(property)) return [];
    const name = property.getNameNode();
    return [
      [is.isStringLiteral(name) ? name.getLiteralText() : name.getText(), property.getInitializerOrThrow().getText()],
    ];
  });
  return entries.length === properties.length ? entries : null;
}
