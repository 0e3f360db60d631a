/** The oldest Node that runs the command; package.json says the same to npm. This file imports nothing, so that any Node can read it. */
export const oldestNode = "20.19";

/** What to say to an older Node; null for one that is new enough. */
export function refuseOldNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `cutover needs Node ${oldestNode} or newer, and this is ${version}\n  → Install a current Node (https://nodejs.org), then type the same command again.\n`;
}
