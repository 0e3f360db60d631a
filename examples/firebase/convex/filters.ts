/** The jq filters: each makes the rows of one table out of Firebase's two documents. */

/**
 * Firestore's values as the export writes them: a time in milliseconds (the app's first version wrote the browser's text), a reference
 * as the id it ends with.
 */
const values = `
  def iso: . as $text | try ((.[:19] + "Z" | fromdate) * 1000 + (.[20:23] | tonumber)) catch $text;
  def time: if type == "object" then .value | ._seconds * 1000 + ._nanoseconds / 1000000 else iso end;
  def target: .value | split("/") | last;
  def point: if . == null then null else .value | "\\(._latitude);\\(._longitude)" end;`;

/** users.json, as `firebase auth:export` writes it. */
export const users = `.users[] | {
  id: .localId, email, emailVerified: (.emailVerified // false), name: .displayName, image: .photoUrl,
  phone: .phoneNumber, disabled: (.disabled // false), isAnonymous: (.providerUserInfo == []), createdAt, lastSignedInAt }`;

/** A row for each Google account of somebody who may sign in. */
export const googleAccounts = `.users[] | select(.disabled | not) | .localId as $user | .providerUserInfo[]
  | select(.providerId == "google.com") | { user: $user, subject: .rawId }`;

export const passwords = `.users[] | select((.disabled | not) and .passwordHash) | { user: .localId, email, salt, passwordHash }`;

/** firestore.json has no list: its documents are the fields of an object, named by their ids. */
export const recipes = `${values} .__collections__.recipes | to_entries[] | .value + { id: .key } | {
  id, title, author: (.author | target), createdAt: (.createdAt | time), servings, minutes, where: (.where | point),
  tags: (.tags // []), ingredients }`;

/** A subcollection: its documents' ids are unique within their recipe alone. */
export const comments = `${values} .__collections__.recipes | to_entries[] | .key as $recipe
  | .value.__collections__.comments // {} | to_entries[] | { recipe: $recipe, id: .key } + .value | {
  recipe, id, author: (.author | target), text, at: (.at | time), hidden }`;

export const profiles = `.__collections__.profiles | to_entries[] | { user: .key, bio: .value.bio, units: .value.units }`;

/** A list of references becomes a table: Convex has no index over the elements of a list. */
export const favourites = `${values} .__collections__.profiles | to_entries[] | .key as $user
  | .value.favourites // [] | .[] | { user: $user, recipe: target }`;
