import { definePlan, email, id, integer, ref, table, text, timestamp } from "../../../../convex/client/index.js";

/** Hooks write into the folder the test names, so that it sees what ran; a file there makes one fail or hang. */
const hook = (name: string) => `node "$GO_HOOKS/hook.mjs" ${name}`;

export default definePlan(
  {
    people: table(
      "people",
      {
        id: id(),
        email: email(),
        verified_at: timestamp().as("emailVerificationTime"),
        name: text(),
        phone: text().optional(),
      },
      { match: "email" },
    ),
    tickets: table("tickets", { id: id(), person_id: ref("people"), title: text(), amount: integer() }),
  },
  {
    window: {
      hooks: {
        announce: hook("announce"),
        switchTraffic: hook("switchTraffic"),
        switchBack: hook("switchBack"),
        smoke: { command: hook("smoke"), timeoutSeconds: 3 },
        notify: hook("notify"),
      },
      quietSeconds: 0.2,
      checklist: [
        { name: "dns-ttl", title: "the TTL of the app's name is 60 s", day: -2, gate: true },
        { name: "invoices", title: "the first invoices went out", day: 30 },
      ],
      checks: ["tickets:check"],
      leaveFrozen: false,
    },
    tasks: { tidy: { after: "24h", run: "tickets:tidy" } },
  },
);
