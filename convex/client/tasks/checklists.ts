import type { Item } from "../../cutover/taskValidators.js";

type Asked = Pick<Item, "item" | "title" | "asks">;

const always: readonly Asked[] = [
  { item: "verification", asks: "convex", title: "every table is verified" },
  { item: "issues", asks: "convex", title: "no issue is open" },
  { item: "claims", asks: "convex", title: "no sign-in waits for somebody to say whose it is" },
  { item: "tasks", asks: "convex", title: "every earlier task is done" },
  { item: "source-writes", asks: "command", title: "nobody has written to the source since the cut-over" },
  { item: "source-connections", asks: "command", title: "nobody has connected to the source since the cut-over" },
  { item: "backup", asks: "command", title: "the backup can be restored: it opens, and every byte of it is read" },
  { item: "legacy-reads", asks: "command", title: "no code reads legacy fields, but where that is marked" },
];

const legacyFields: Asked = { item: "legacy-fields", asks: "convex", title: "no document has legacy fields left" };

/** What has to be so before the next part of the old system goes. */
const checklists: Readonly<Record<string, readonly Asked[]>> = {
  decommission7d: [
    ...always,
    { item: "old-app-unused", asks: "person", title: "the old app's access log was read: nobody has used it" },
  ],
  decommission14d: [
    ...always,
    legacyFields,
    { item: "backend-off", asks: "person", title: "the old backend is switched off" },
  ],
  decommission30d: [
    ...always,
    legacyFields,
    { item: "backup-kept", asks: "person", title: "the backup lies in a second place, and somebody knows where" },
    { item: "database-off", asks: "person", title: "the old database is switched off" },
    { item: "old-code-removed", asks: "person", title: "the old code is removed" },
  ],
};

export function checklistOf(task: string): Item[] {
  return (checklists[task] ?? []).map((asked) => ({ ...asked, measured: null, confirmed: null }));
}

export function isSettled({ measured, confirmed }: Item): boolean {
  return confirmed !== null || measured?.ok === true;
}
