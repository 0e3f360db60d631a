import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import { accountsOfOnePerson, firstDay, makeDeletedIds, type Person, pickPerson } from "./people.js";
import type { Prayer } from "./prayers.js";
import { day, hexId, minute, type Moment, momentOf, printMoment, type Row } from "./values.js";
import { devices } from "./words.js";

const lastDay = firstDay + 380 * day;

const roleNames = [
  ["admin", "Full administrative access", ["*", "admin.users", "admin.roles", "admin.prayers"]],
  ["moderator", "Prayer moderation and user management", ["moderate.prayers", "flag.prayers", "view.reports"]],
  ["user", null, ["create.prayers", "view.prayers", "mark.prayers"]],
] as const;

export function makeRoles(people: readonly Person[]): readonly Row[] {
  const random = new Random("thywill roles");
  return roleNames.map(([name, description, permissions], index) => ({
    id: hexId(random),
    name,
    description,
    permissions: JSON.stringify(permissions),
    created_at: printMoment(momentOf(random, firstDay + 3 * day)),
    created_by: index === 0 ? null : itemAt(people, 0).id,
    is_system_role: 1,
  }));
}

/** Both accounts of one person are moderators; the second account of another is the only admin of the two. */
export function makeUserRoles(people: readonly Person[], roles: readonly Row[]): readonly Row[] {
  const random = new Random("thywill user roles");
  const [deleted] = makeDeletedIds("admin", dirt.rejected.rolesOfMissingUser);
  const [twice, other] = [...accountsOfOnePerson].slice(1, 3).map(([kept, lost]) => [kept, itemAt(lost, 0)] as const);
  const fixed: readonly (readonly [userId: string, role: number])[] = [
    [itemAt(people, 0).id, 0],
    [itemAt(people, twice?.[0] ?? 0).id, 1],
    [itemAt(people, twice?.[1] ?? 0).id, 1],
    [itemAt(people, other?.[1] ?? 0).id, 0],
    [deleted ?? "", 0],
  ];
  const more = people
    .filter(({ isSound, place }) => isSound && place > 51)
    .slice(0, rowCounts.user_roles - fixed.length);
  return [...fixed, ...more.map(({ id }) => [id, 2] as const), ...fillUp(people, fixed.length + more.length)].map(
    ([userId, role]) => ({
      id: hexId(random),
      user_id: userId,
      role_id: itemAt(roles, role)["id"] ?? null,
      granted_by: random.orNull(50, itemAt(people, 0).id),
      granted_at: printMoment(momentOf(random, lastDay - random.between(5, 60) * day)),
      expires_at: random.orNull(80, printMoment(lastDay + 365 * day)),
    }),
  );
}

function fillUp(people: readonly Person[], have: number): (readonly [string, number])[] {
  const first = people.filter(({ isSound, place }) => isSound && place > 0 && place < 7);
  return first.slice(0, rowCounts.user_roles - have).map(({ id }) => [id, 2] as const);
}

export function makeSkips(people: readonly Person[], prayers: readonly Prayer[]): readonly Row[] {
  const random = new Random("thywill skips");
  const deleted = makeDeletedIds("skipped prayer", dirt.rejected.skipsOfMissingPrayer);
  return Array.from({ length: rowCounts.prayerskip }, (_, place) => {
    const prayer = random.pick(prayers.filter(({ isSound }) => isSound));
    const created = momentOf(random, prayer.created + day - (prayer.created % day) + random.between(0, 9) * day);
    const person = pickPerson(random, people, created);
    return {
      id: hexId(random),
      user_id: person.id,
      prayer_id: deleted[place - 10] ?? prayer.id,
      created_at: printMoment(created),
    };
  });
}

/** What signs people in: it stays behind. */
export function makeSessions(people: readonly Person[]): readonly Row[] {
  const random = new Random("thywill sessions");
  return Array.from({ length: rowCounts.session }, () => {
    const created = momentOf(random, lastDay - random.between(1, 30) * day);
    return {
      id: `5e551044${random.text(24, "0123456789abcdef")}`,
      user_id: pickPerson(random, people, created).id,
      created_at: printMoment(created),
      expires_at: printMoment(created + 14 * day),
      auth_request_id: null,
      device_info: random.pick(devices),
      ip_address: makeAddress(random),
      is_fully_authenticated: 1,
    };
  });
}

export function makeInviteTokens(people: readonly Person[]): readonly Row[] {
  const random = new Random("thywill invites");
  return Array.from({ length: rowCounts.invitetoken }, () => {
    const created: Moment = momentOf(random, lastDay - random.between(1, 200) * day);
    const isUsed = random.chance(70);
    return {
      token: `70ce4e11${random.text(24, "0123456789abcdef")}`,
      created_by_user: random.chance(20) ? "system" : pickPerson(random, people, created).id,
      used: isUsed ? 1 : 0,
      expires_at: printMoment(created + 12 * 60 * minute),
      used_by_user_id: isUsed ? pickPerson(random, people, created).id : null,
    };
  });
}

export function makeAuthenticationRequests(people: readonly Person[]): readonly Row[] {
  const random = new Random("thywill requests");
  return Array.from({ length: rowCounts.authenticationrequest }, () => {
    const created = momentOf(random, lastDay - random.between(1, 60) * day);
    const isApproved = random.chance(60);
    return {
      id: hexId(random),
      user_id: pickPerson(random, people, created).id,
      device_info: random.pick(devices),
      ip_address: makeAddress(random),
      verification_code: random.text(6, "0123456789"),
      created_at: printMoment(created),
      expires_at: printMoment(created + 7 * day),
      status: isApproved ? "approved" : "expired",
      approved_by_user_id: isApproved ? itemAt(people, 0).id : null,
      approved_at: isApproved ? printMoment(created + 30 * minute) : null,
    };
  });
}

/** TEST-NET-3: addresses that belong to nobody. */
function makeAddress(random: Random): string {
  return `203.0.113.${String(random.between(1, 254))}`;
}
