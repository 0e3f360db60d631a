import { holdsSecret } from "../secrets.js";

/** What the shell calls a secret that it asks for. */
const variableOf: Readonly<Record<string, string>> = {
  "--admin-key": "CONVEX_ADMIN_KEY",
  "--source": "CUTOVER_SOURCE",
};

/**
 * What to type to resume, as lines for bash and zsh. A word that holds a secret is not printed: the shell asks for it first,
 * without an echo, and the command takes it from there.
 */
export function renderResume(words: readonly string[]): string[] {
  const asked = new Set<string>();
  const shown = words.map((word, index) => {
    const [, ownFlag, value = word] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const flag = ownFlag ?? words[index - 1] ?? "";
    if (word.startsWith("--") && ownFlag === undefined) return word;
    if (flag !== "--admin-key" && !holdsSecret(value)) return quote(word);
    const name = variableOf[flag] ?? "CUTOVER_SOURCE";
    asked.add(name);
    return `${ownFlag === undefined ? "" : `${ownFlag}=`}"$${name}"`;
  });
  return [...[...asked].map((name) => `printf '${name}: '; read -rs ${name}`), ["npx cutover", ...shown].join(" ")];
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
