export const firstNames = [
  "Aaliyah",
  "Bruno",
  "Carmen",
  "Devon",
  "Esther",
  "Fernando",
  "Gloria",
  "Hassan",
  "Imani",
  "Jamal",
  "Keiko",
  "Luz",
  "Marcus",
  "Noor",
  "Oscar",
  "Penelope",
  "Ruth",
  "Siobhán",
  "Tyrone",
  "Zoë",
] as const;

export const lastNames = [
  "Achebe",
  "Bianchi",
  "Cruz",
  "D'Angelo",
  "Ekström",
  "Flores",
  "Goldberg",
  "Huang",
  "Ibrahim",
  "Johnson",
  "Kim",
  "López",
  "Moreau",
  "Nguyen",
  "O'Neill",
  "Park",
  "Reyes",
  "Smith-Jones",
  "Thompson",
  "Washington",
] as const;

/** The script of a first text; Spoke turns curly apostrophes into straight ones before it sends. */
export const openers = [
  "Hi {firstName}, it's {texterFirstName} with Northside Voters. Can we count on your vote on Tuesday?",
  "Hello {firstName}! Early voting started today 🗳️ Do you know where to go?",
  "Hi {firstName}, the rent hearing is Thursday at 6 pm.\nWill you come?",
  'Hey {firstName}! "Doors 4 Democracy" is this weekend. Are you in?',
] as const;

export const replies = [
  "Yes!",
  "no",
  "Who is this?",
  "I already voted 👍🏽",
  "wrong number, sorry",
  "maybe... what time is it",
  "Sí, claro. ¿Dónde es?",
  "I'll be there with my 2 kids & my mom",
] as const;

export const followUps = [
  "Great, thank you! You can check your polling place at https://vote.example/find?zip=10001&lang=en",
  "No problem, I will take you off the list. Have a great day!",
  "It is at 6 pm, 350 5th Ave. See you there 🙌",
  "Thanks for telling us.",
] as const;

/** Texts that careless tools break; each stands in exactly one message. */
export const hardTexts = [
  String.raw`C:\Users\grandma\list.txt`,
  "line one\nline two\r\nline three",
  "tab\there, quote \" and ' and `",
  String.raw`\N`,
  String.raw`\.`,
  "",
  "'; DROP TABLE message; --",
  "👩‍👩‍👧‍👦 family of four",
  '{"not": "json for us"}',
  "ends with a backslash \\",
] as const;

export const stopWords = ["STOP", "Stop texting me", "unsubscribe"] as const;

export const areaCodes = ["202", "212", "312", "415", "503", "617", "713", "919"] as const;

/** zip, city, state, latitude, longitude, offset, daylight saving: `real` columns, so no more digits than those hold. */
export const zipCodes = [
  ["02108", "Boston", "MA", "42.3576", "-71.0637", "-5", "t"],
  ["10001", "New York", "NY", "40.7506", "-73.9971", "-5", "t"],
  ["20001", "Washington", "DC", "38.9122", "-77.0177", "-5", "t"],
  ["27601", "Raleigh", "NC", "35.7727", "-78.6324", "-5", "t"],
  ["60601", "Chicago", "IL", "41.8858", "-87.6181", "-6", "t"],
  ["77002", "Houston", "TX", "29.7594", "-95.3594", "-6", "t"],
  ["80202", "Denver", "CO", "39.7491", "-104.994", "-7", "t"],
  ["85003", "Phoenix", "AZ", "33.4512", "-112.078", "-7", "f"],
  ["94102", "San Francisco", "CA", "37.7813", "-122.417", "-8", "t"],
  ["96813", "Honolulu", "HI", "21.3135", "-157.852", "-10", "f"],
  ["97204", "Portland", "OR", "45.5184", "-122.674", "-8", "t"],
  ["00901", "San Juan", "PR", "18.4655", "-66.1057", "-4", "f"],
] as const;
