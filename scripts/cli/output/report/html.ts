import { escapeControls } from "../../../../convex/shared/kinds/kind.js";
import { maskSecrets } from "../../../secrets.js";

/** Markup that is known to be markup. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | Html | readonly Html[];

/** Whatever is not `Html` is text and stays text: names, keys and values come from somebody's rows. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: pieces }, ...parts.map(render)));
}

function render(part: Part): string {
  if (typeof part === "string") return escape(part);
  return part instanceof Html ? part.markup : part.map(({ markup }) => markup).join("");
}

function escape(text: string): string {
  const shown = escapeControls(maskSecrets(text));
  return shown.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
