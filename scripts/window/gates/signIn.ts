import type { TriedSignIns } from "../../deployment/answers.js";
import { type PasswordProviders, readPasswordProviders } from "../../project/passwordProviders.js";
import type { Gate } from "../../run/windowRecord.js";
import type { Context } from "../../stages/stage.js";
import { CutoverError } from "../../errors.js";

/** Users that the window tries. */
const sample = 50;
const mostNamed = 3;

/** Whether users of every kind of account and hash would get in, once traffic is switched. */
export async function measureSignIn({ app, options, project }: Context): Promise<Gate> {
  const gate = {
    name: "sign-in",
    limit: "none of the users tried is shut out",
    opens: `Decide or send what each needs (cutover try-sign-in --sample ${sample} lists them), then type the same command again`,
  } as const;
  if (!project.plan.tables.has("users")) return { ...gate, value: "no table of users is migrated", isOpen: true };
  const tried = await trySignIns(app, await readPasswordProviders(project.appDir));
  if (tried === null)
    return { ...gate, value: `not tried: ${options.module}.ts does not export trySignIns`, isOpen: true };
  const { shutOut } = countOutcomes(tried);
  return { ...gate, value: describeOutcomes(tried), isOpen: shutOut === 0 };
}

/** null: the app does not export the function, which only apps with accounts need. */
async function trySignIns(app: Context["app"], providers: PasswordProviders): Promise<TriedSignIns | null> {
  try {
    return await app.trySignIns({ sample, providers });
  } catch (error) {
    if (!(error instanceof CutoverError) || !/Could not find function/.test(error.message)) throw error;
    return null;
  }
}

export function countOutcomes(tried: TriedSignIns): Readonly<Record<TriedSignIns[number]["outcome"], number>> {
  const counts = { opens: 0, resets: 0, shutOut: 0 };
  for (const { outcome } of tried) counts[outcome] += 1;
  return counts;
}

/** `48 of 50 users would get in, 1 after a reset, 1 shut out: 4711 (2 users have this sign-in)`. */
export function describeOutcomes(tried: TriedSignIns): string {
  const { opens, resets, shutOut } = countOutcomes(tried);
  const named = tried.filter(({ outcome }) => outcome === "shutOut").slice(0, mostNamed);
  const who = named.map(({ legacyId, user, why }) => `${legacyId ?? user ?? "an account without a user"} (${why})`);
  const rest = shutOut > mostNamed ? `, and ${shutOut - mostNamed} more` : "";
  const details = shutOut === 0 ? "" : `: ${who.join(", ")}${rest}`;
  return `${opens} of ${tried.length} users would get in, ${resets} after a reset, ${shutOut} shut out${details}`;
}
